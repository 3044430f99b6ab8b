package dev.phoneauth.testing;

import dev.phoneauth.testsupport.Wire;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.phoneauth.testsupport.Problems.isProblem;
import static dev.phoneauth.testsupport.Wire.head;
import static org.hamcrest.Matchers.nullValue;

/** With testing off, no answer shows that there could be a reset or an inbox. */
@QuarkusTest
@TestProfile(NoTestingTest.Off.class)
class NoTestingTest {
    @TestHTTPResource
    URI service;

    /** As in production. */
    public static class Off implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "phone-auth.testing.enabled", "false",
                    "phone-auth.sms.senders", "webhook",
                    "phone-auth.sms.webhook.url", "http://localhost:9/sms",
                    "phone-auth.sms.webhook.secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "BREW"})
    void everyMethod_findsNothing(String method) {
        assertIsUnknown(method, "reset/");
        assertIsUnknown(method, "reset");
        assertIsUnknown(method, "re%73et/");
        assertIsUnknown(method, "inbox/?phone_number=%2B4915123456789");
        assertIsUnknown(method, "inbox");
    }

    /** Matrix parameters are no part of a path to Quarkus REST, but are to a route. */
    @ParameterizedTest
    @ValueSource(strings = {"reset;x=1", "inbox;x=1/?phone_number=%2B4915123456789"})
    void matrixParameters_openNothing(String path) {
        assertIsUnknown("GET", path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "demo/", "demo/demo.js", "d%65mo/"})
    void demoPage_isNotThere(String path) {
        assertIsUnknown("GET", path);
        assertIsUnknown("POST", path);
    }

    /** Nor is a browser led to the docs page. */
    @Test
    void addressWithoutAPath_findsNothing() {
        wire().send(head("GET /", "Accept: text/html")).then().spec(isProblem(404, "not_found"));
        wire().send(head("GET /api/account/", "Accept: text/html")).then().spec(isProblem(404, "not_found"));
    }

    @Test
    void head_findsNothing() {
        wire().send(head("HEAD /api/account/reset/", "Connection: close"))
                .then()
                .statusCode(404);
    }

    private void assertIsUnknown(String method, String path) {
        wire().send(head(method + " /api/account/" + path))
                .then()
                .spec(isProblem(404, "not_found"))
                .header("Allow", nullValue());
    }

    private Wire wire() {
        return Wire.to(service.getPort());
    }
}
