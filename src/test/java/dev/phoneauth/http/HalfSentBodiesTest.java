package dev.phoneauth.http;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Wire;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.phoneauth.testsupport.Problems.isProblem;
import static dev.phoneauth.testsupport.Wire.ascii;
import static dev.phoneauth.testsupport.Wire.head;
import static dev.phoneauth.testsupport.Wire.join;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.startsWith;

/** A body that is half sent is not a request in flight, and ends after a while. */
@QuarkusTest
@TestProfile(HalfSentBodiesTest.FewPlaces.class)
class HalfSentBodiesTest {
    private static final int PLACES = 8;
    private static final String APP = "https://app.example";
    private static final byte[] HALF =
            join(head("POST /api/account/auth/", "Content-Type: application/json", "Content-Length: 100"), ascii("{"));

    private final Api api = Api.ofThisService();

    @TestHTTPResource
    URI service;

    /** Few enough to be taken one by one. */
    public static class FewPlaces implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "phone-auth.http.in-flight",
                    Integer.toString(PLACES),
                    "phone-auth.http.body-timeout",
                    "1S",
                    "quarkus.http.cors.enabled",
                    "true",
                    "quarkus.http.cors.origins",
                    APP);
        }
    }

    /** So that what loads classes for the first time is not slower than the timeout. */
    @BeforeEach
    void warmUp() {
        explainProblem().then().statusCode(200);
    }

    @Test
    void halfSentBody_timesOut() {
        wire().send(HALF).then().spec(isProblem(408, "request_timeout")).header("Connection", "close");
    }

    /** Or nothing more could be read. */
    @Test
    void itsConnection_isClosed() {
        assertThat(wire().sendAndReadAll(HALF), startsWith("HTTP/1.1 408 "));
    }

    /** With the CORS headers: a web app could not read the answers otherwise. */
    @Test
    void halfSentBodies_keepNoOtherRequestOut() {
        List<Socket> others =
                Stream.generate(() -> wire().begin(HALF)).limit(2 * PLACES).toList();
        explainProblem().then().statusCode(200).header("Access-Control-Allow-Origin", APP);
        others.forEach(Wire::hangUp);
    }

    private Response explainProblem() {
        return api.request().header("Origin", APP).get("/api/account/problems/request_timeout");
    }

    private Wire wire() {
        return Wire.to(service.getPort());
    }
}
