package dev.phoneauth.signin;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Burst;
import dev.phoneauth.testsupport.MovableClock;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Tables;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.restassured.path.json.JsonPath.from;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * A client that lost the answer to a right code gets the same session again with the same {@code Idempotency-Key}, within the
 * grace of {@code phone-auth.session.reuse-grace}.
 */
@QuarkusTest
class RepeatedRedemptionTest {
    private static final String KEY = "6d0f7b0a-4c5e-4a39-9d5c-8b6b1d6f8a11";

    private final Api api = Api.ofThisService();
    private final String number = Numbers.fresh();

    @TestHTTPResource("/api/account/code/")
    URI code;

    @Inject Tables tables;

    @AfterEach
    void backToNow() {
        MovableClock.reset();
    }

    @Test
    void sameKey_getsTheSameSession() {
        String sent = requestCode();
        Response first = api.redeemOnce(number, sent, KEY);
        Response second = api.redeemOnce(number, sent, KEY);
        assertEquals(first.<String>path("refresh"), second.path("refresh"));
        api.profile(Tokens.of(first)).then().statusCode(200);
        api.profile(Tokens.of(second)).then().statusCode(200);
        assertEquals(1, sessions());
    }

    @Test
    void sameKey_twentyTimesAtOnce_isOneSession() {
        Map<String, String> body = Map.of("phone_number", number, "code", requestCode());
        List<HttpResponse<String>> answers =
                Burst.send(Stream.generate(() -> Burst.post(code, body, "Idempotency-Key", KEY))
                        .limit(20));
        assertEquals(20, Burst.count(answers, 200));
        assertEquals(
                1,
                answers.stream()
                        .map(answer -> from(answer.body()).getString("refresh"))
                        .distinct()
                        .count());
        assertEquals(1, sessions());
    }

    @Test
    void anotherKeyOrNone_isRefused() {
        String sent = requestCode();
        api.redeemOnce(number, sent, KEY).then().statusCode(200);
        refused(api.redeemOnce(number, sent, "another"));
        refused(api.redeem(number, sent));
        assertEquals(1, sessions());
    }

    @Test
    void sameKey_withAnotherCode_isRefused() {
        String sent = requestCode();
        api.redeemOnce(number, sent, KEY).then().statusCode(200);
        refused(api.redeemOnce(number, Numbers.otherThan(sent), KEY));
    }

    /** It names the request as well: a stranger who guesses the key cannot try codes with it. */
    @Test
    void sameKey_withoutTheChallenge_isRefused() {
        String challenge = api.requestCode(number).path("challenge_id");
        String sent = api.codeSentTo(number);
        Response first = api.redeemOnce(number, sent, challenge, KEY);
        first.then().statusCode(200);
        refused(api.redeemOnce(number, sent, KEY));
        assertEquals(
                first.<String>path("refresh"),
                api.redeemOnce(number, sent, challenge, KEY).path("refresh"));
    }

    @Test
    void sameKey_afterTheGrace_isRefused() {
        String sent = requestCode();
        api.redeemOnce(number, sent, KEY).then().statusCode(200);
        MovableClock.advance(Duration.ofSeconds(31));
        refused(api.redeemOnce(number, sent, KEY));
    }

    @Test
    void sameKey_afterTheSessionEnded_isRefused() {
        String sent = requestCode();
        Tokens tokens = Tokens.of(api.redeemOnce(number, sent, KEY));
        api.logout(tokens.refresh()).then().statusCode(200);
        refused(api.redeemOnce(number, sent, KEY));
    }

    @Test
    void changeOfNumber_isRequestedAndConfirmedOnce() {
        Tokens tokens = api.signIn(Numbers.fresh());
        Map<String, String> request = Map.of("phone_number", number);
        Response asked = api.postOnce(tokens, KEY, "phone/", request);
        assertEquals(
                asked.asString(), api.postOnce(tokens, KEY, "phone/", request).asString());
        Map<String, String> proof = Map.of("phone_number", number, "code", api.codeSentTo(number));
        Response confirmed = api.postOnce(tokens, KEY, "phone/confirm/", proof);
        confirmed.then().statusCode(200).body("phone_number", equalTo(number));
        assertEquals(
                confirmed.asString(),
                api.postOnce(tokens, KEY, "phone/confirm/", proof).asString());
        refused(api.post(tokens, "phone/confirm/", proof));
    }

    private String requestCode() {
        api.requestCode(number).then().statusCode(200);
        return api.codeSentTo(number);
    }

    private int sessions() {
        return tables.count(
                "select count(*) from sessions s join users u on u.id = s.user_id where u.phone_number = ?", number);
    }

    private static void refused(Response answer) {
        answer.then().statusCode(403).body("code", equalTo("invalid_code"));
    }
}
