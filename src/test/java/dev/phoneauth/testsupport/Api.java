package dev.phoneauth.testsupport;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.function.Supplier;

import static io.restassured.RestAssured.given;

/** A mobile app in one-liners: against the service under test, or against any other by its address. */
public final class Api {
    private final Supplier<RequestSpecification> request;

    private Api(Supplier<RequestSpecification> request) {
        this.request = request;
    }

    /** The service that runs inside of a {@code @QuarkusTest}. */
    public static Api ofThisService() {
        return new Api(() -> given());
    }

    /** @param baseUri such as {@code http://localhost:8000} */
    public static Api at(String baseUri) {
        return new Api(() -> given().baseUri(baseUri));
    }

    /** What a sign-in yields. */
    public record Tokens(String access, String refresh) {
        public static Tokens of(Response response) {
            return new Tokens(response.path("access"), response.path("refresh"));
        }
    }

    /** A request with nothing in it yet. */
    public RequestSpecification request() {
        return request.get();
    }

    /** A request with the access token. */
    public RequestSpecification as(Tokens tokens) {
        return request().auth().oauth2(tokens.access());
    }

    public Response post(String path, Object body) {
        return request().contentType(ContentType.JSON).body(body).post("/api/account/" + path);
    }

    public Response post(Tokens tokens, String path, Object body) {
        return as(tokens).contentType(ContentType.JSON).body(body).post("/api/account/" + path);
    }

    public Response get(Tokens tokens, String path) {
        return as(tokens).get("/api/account/" + path);
    }

    public Response requestCode(String number) {
        return post("auth/", Map.of("phone_number", number));
    }

    public Response requestCodeOnce(String number, String idempotencyKey) {
        return once(request(), idempotencyKey, "auth/", Map.of("phone_number", number));
    }

    public Response redeemOnce(String number, String code, String idempotencyKey) {
        return once(request(), idempotencyKey, "code/", Map.of("phone_number", number, "code", code));
    }

    public Response redeemOnce(String number, String code, String challenge, String idempotencyKey) {
        Map<String, String> body = Map.of("phone_number", number, "code", code, "challenge_id", challenge);
        return once(request(), idempotencyKey, "code/", body);
    }

    /** A POST with an {@code Idempotency-Key}. */
    public Response postOnce(Tokens tokens, String idempotencyKey, String path, Object body) {
        return once(as(tokens), idempotencyKey, path, body);
    }

    private static Response once(RequestSpecification request, String idempotencyKey, String path, Object body) {
        return request.contentType(ContentType.JSON)
                .header("Idempotency-Key", idempotencyKey)
                .body(body)
                .post("/api/account/" + path);
    }

    /** Without naming the text that is answered. */
    public Response redeem(String number, String code) {
        return post("code/", Map.of("phone_number", number, "code", code));
    }

    public Response redeem(String number, String code, String challengeId) {
        return post("code/", Map.of("phone_number", number, "code", code, "challenge_id", challengeId));
    }

    /** The code in the newest text to the number, out of the test inbox. */
    public String codeSentTo(String number) {
        return inbox(number).path("messages[0].code");
    }

    public Response inbox(String number) {
        return request().queryParam("phone_number", number).get("/api/account/inbox/");
    }

    /** The whole way: ask for a code, read it, redeem it. */
    public Tokens signIn(String number) {
        requestCode(number).then().statusCode(200);
        Response answer = redeem(number, codeSentTo(number));
        answer.then().statusCode(200);
        return Tokens.of(answer);
    }

    public Response refresh(String refreshToken) {
        return post("token/refresh/", Map.of("refresh", refreshToken));
    }

    public Response logout(String refreshToken) {
        return post("logout/", Map.of("refresh", refreshToken));
    }

    public Response delete(Tokens tokens, String path) {
        return as(tokens).delete("/api/account/" + path);
    }

    public Response patch(Tokens tokens, String path, Object body) {
        return as(tokens).contentType(ContentType.JSON).body(body).patch("/api/account/" + path);
    }

    public Response profile(Tokens tokens) {
        return get(tokens, "profile/");
    }

    public String inviteCodeOf(Tokens tokens) {
        return profile(tokens).path("invite_code");
    }

    public Response activate(Tokens tokens, String inviteCode) {
        return post(tokens, "activation_code/", Map.of("code", inviteCode));
    }
}
