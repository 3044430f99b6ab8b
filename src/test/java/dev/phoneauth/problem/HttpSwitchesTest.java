package dev.phoneauth.problem;

import dev.phoneauth.testsupport.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static dev.phoneauth.testsupport.Problems.isProblem;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

/** What can be switched: 401 instead of 403, and pages of other sites that may call (CORS). */
@QuarkusTest
@TestProfile(HttpSwitchesTest.Switched.class)
class HttpSwitchesTest {
    private static final String APP = "https://app.example";

    private final Api api = Api.ofThisService();

    /** As a web app and its framework may want it. */
    public static class Switched implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "phone-auth.http.unauthenticated-status", "401",
                    "quarkus.http.cors.enabled", "true",
                    "quarkus.http.cors.origins", APP);
        }
    }

    @Test
    void notAuthenticated_is401() {
        api.request()
                .get("/api/account/profile/")
                .then()
                .spec(isProblem(401, "not_authenticated"))
                .header("WWW-Authenticate", "Bearer");
        api.request()
                .auth()
                .oauth2("token")
                .get("/api/account/profile/")
                .then()
                .spec(isProblem(401, "not_authenticated"))
                .header("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }

    @Test
    void explanation_hasTheStatusInForce() {
        explained("not_authenticated").body("status", equalTo(401));
        explained("invalid_code").body("status", equalTo(403));
    }

    private ValidatableResponse explained(String code) {
        return api.request().get("/api/account/problems/" + code).then().statusCode(200);
    }

    @Test
    void invalidCode_staysForbidden() {
        api.redeem("+79261234567", "000000").then().spec(isProblem(403, "invalid_code"));
    }

    @Test
    void preflight_ofTheNamedOrigin() {
        preflight(APP).statusCode(200).header("Access-Control-Allow-Origin", APP);
    }

    @Test
    void preflight_ofAnotherOrigin() {
        preflight("https://evil.example").statusCode(403).header("Access-Control-Allow-Origin", nullValue());
    }

    /** Errors, too: or the app could not read them. */
    @Test
    void error_isReadableForTheNamedOrigin() {
        api.request()
                .header("Origin", APP)
                .get("/api/account/profile/")
                .then()
                .spec(isProblem(401, "not_authenticated"))
                .header("Access-Control-Allow-Origin", APP);
    }

    /** It is refused before any resource is reached. */
    @Test
    void tooLargeBody_isReadableForTheNamedOrigin() {
        api.request()
                .header("Origin", APP)
                .contentType(ContentType.JSON)
                .body("x".repeat(70_000))
                .post("/api/account/auth/")
                .then()
                .spec(isProblem(413, "content_too_large"))
                .header("Access-Control-Allow-Origin", APP);
    }

    private ValidatableResponse preflight(String origin) {
        return api.request()
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type")
                .options("/api/account/auth/")
                .then();
    }
}
