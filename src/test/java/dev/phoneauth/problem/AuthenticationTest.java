package dev.phoneauth.problem;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Wire;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.phoneauth.testsupport.Problems.isProblem;
import static dev.phoneauth.testsupport.Wire.ascii;
import static dev.phoneauth.testsupport.Wire.head;
import static dev.phoneauth.testsupport.Wire.request;

/** Not authenticated is 403 with a challenge, which says {@code invalid_token} only to a client that has sent one. */
@QuarkusTest
class AuthenticationTest {
    @TestHTTPResource
    URI service;

    @ParameterizedTest
    @CsvSource({"GET, profile/", "GET, profile/some-id", "POST, activation_code/"})
    void withoutToken_isNotAuthenticated(String method, String path) {
        String requestLine = method + " /api/account/" + path;
        wire().send(request(requestLine, ascii("{\"code\":\"K7Q2MX\"}"), "Content-Type: application/json"))
                .then()
                .spec(isProblem(403, "not_authenticated"))
                .header("WWW-Authenticate", "Bearer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization:",
                "Authorization: Bearer",
                "Authorization: token",
                "Authorization: Basic",
                "Authorization: Basic dXNlcjpwYXNz",
                "Authorization: Digest username=\"user\"",
                "Authorization: DPoP token",
                "Authorization: Basic dXNlcjpwYXNz\r\nAuthorization: Bearer token",
                "Cookie: Authorization=token; access_token=token",
                "X-Authorization: Bearer token"
            })
    void otherCredentials_areNone(String header) {
        profile(header).then().spec(isProblem(403, "not_authenticated")).header("WWW-Authenticate", "Bearer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer token",
                "authorization: bearer token",
                "Authorization: Bearer a.b.c",
                "Authorization: Bearer a b",
                "Authorization: Bearer token, Basic dXNlcjpwYXNz",
                "Authorization: Bearer eyJhbGciOiJub25lIn0.e30.",
                "Authorization: Bearer token\r\nAuthorization: Basic dXNlcjpwYXNz",
                "Authorization: Bearer \u00FF"
            })
    void badToken_isNamed(String header) {
        profile(header)
                .then()
                .spec(isProblem(403, "not_authenticated"))
                .header("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }

    /** Where no token is needed, none is looked at. */
    @Test
    void badToken_doesNotMatterInPublic() {
        Api.ofThisService()
                .request()
                .auth()
                .oauth2("token")
                .get("/api/account/problems/not_found")
                .then()
                .statusCode(200);
    }

    /** Who may ask comes before what is asked. */
    @Test
    void brokenBody_withoutToken_isNotAuthenticated() {
        wire().send(request("POST /api/account/activation_code/", ascii("{"), "Content-Type: application/json"))
                .then()
                .spec(isProblem(403, "not_authenticated"));
    }

    private Response profile(String header) {
        return wire().send(head("GET /api/account/profile/", header));
    }

    private Wire wire() {
        return Wire.to(service.getPort());
    }
}
