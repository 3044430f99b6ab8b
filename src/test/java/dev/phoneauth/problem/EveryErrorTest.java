package dev.phoneauth.problem;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Wire;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.phoneauth.testsupport.Problems.isProblem;
import static dev.phoneauth.testsupport.Wire.ascii;
import static dev.phoneauth.testsupport.Wire.head;
import static dev.phoneauth.testsupport.Wire.request;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Every error is a problem, also where no operation is reached; only what is no HTTP gets a bare 4xx. */
@QuarkusTest
class EveryErrorTest {
    private static final String JSON = "Content-Type: application/json";
    private static final byte[] NO_NUMBER = ascii("{\"phone_number\":\"none\"}");

    private final Api api = Api.ofThisService();

    @TestHTTPResource
    URI service;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/nothing",
                "/api",
                "/api/account",
                "/api/account/",
                "/api/account/nothing",
                "/api/account/code/more",
                "/api/account/AUTH",
                "/api/account/co%64e/more",
                "/api/account/profile/id/more",
                "/api/account/docs/nothing.js",
                "/api/accounts/profile",
                "/../../etc/passwd",
                "/api/account/../../etc/passwd",
                "/api/account/%2e%2e/%2e%2e/etc/passwd",
                "/api/account/..%2f..%2fetc%2fpasswd",
                "/%00",
                "/%ff",
                "/api/account/%00",
                "/api/account/;profile",
                "/index.html",
                "/q/health",
                "/q/metrics",
                "/favicon.ico",
                "/WEB-INF/web.xml"
            })
    void unknownPath_isNotFound(String path) {
        wire().send(head("GET " + path)).then().spec(isProblem(404, "not_found"));
        wire().send(request("POST " + path, NO_NUMBER, JSON)).then().spec(isProblem(404, "not_found"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, auth",
        "HEAD, auth/",
        "DELETE, auth/",
        "PUT, code",
        "PATCH, code/",
        "POST, problems/not_found",
        "POST, profile/some-id",
        "DELETE, profile/some-id",
        "GET, activation_code",
        "POST, reset",
        "HEAD, reset",
        "POST, openapi",
        "DELETE, openapi/",
        "BREW, openapi.json",
        "TRACE, auth",
        "CONNECT, auth",
        "post, auth",
        "BREW, auth"
    })
    void wrongMethod_isNotAllowed(String method, String path) {
        Response answer = wire().send(head(method + " /api/account/" + path, "X-HTTP-Method-Override: POST"));
        answer.then().statusCode(405);
        if (!method.equals("HEAD")) {
            answer.then().spec(isProblem(405, "method_not_allowed"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "image/png",
                "text/*",
                "application/xml, text/html;q=0.5",
                "application/problem+json",
                "nonsense"
            })
    void unacceptableAnswer_isRefused(String accepted) {
        wire().send(request("POST /api/account/auth", NO_NUMBER, JSON, "Accept: " + accepted))
                .then()
                .spec(isProblem(406, "not_acceptable"));
        wire().send(head("GET /api/account/profile", "Accept: " + accepted))
                .then()
                .spec(isProblem(406, "not_acceptable"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/*",
                "application/json",
                "application/json, application/problem+json",
                "text/html, */*;q=0.1",
                "application/json; charset=utf-8",
                ""
            })
    void acceptableAnswer_isGiven(String accepted) {
        wire().send(request("POST /api/account/auth", NO_NUMBER, JSON, "Accept: " + accepted))
                .then()
                .spec(isProblem(400, "invalid_phone_number"));
        wire().send(head("GET /.well-known/jwks.json", "Accept: " + accepted))
                .then()
                .statusCode(200)
                .contentType("application/json");
    }

    /** Also without a type: a foreign web page can send such a body without being asked whether it may. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/plain",
                "Content-Type: text/json",
                "Content-Type: application/xml",
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Type: multipart/form-data",
                "Content-Type: multipart/form-data; boundary=b",
                "Content-Type:",
                "X-None: none"
            })
    void otherMediaTypes_areNotRead(String header) {
        wire().send(request("POST /api/account/auth", NO_NUMBER, header))
                .then()
                .spec(isProblem(415, "unsupported_media_type"));
    }

    /** Also where what the body would be is checked later. */
    @ParameterizedTest
    @ValueSource(
            strings = {"auth", "code", "token/refresh", "logout", "activation_code", "phone", "phone/confirm", "profile"
            })
    void otherMediaTypes_areReadNowhere(String path) {
        String method = path.equals("profile") ? "PATCH" : "POST";
        String mine = "Authorization: Bearer " + api.signIn(Numbers.fresh()).access();
        for (String type :
                List.of("text/plain", "application/xml", "application/octet-stream", "multipart/form-data")) {
            wire().send(request(method + " /api/account/" + path, NO_NUMBER, "Content-Type: " + type, mine))
                    .then()
                    .spec(isProblem(415, "unsupported_media_type"));
        }
        wire().send(request(
                        method + " /api/account/" + path,
                        NO_NUMBER,
                        "Content-Type: application/json;charset=utf-16",
                        mine))
                .then()
                .statusCode(lessThan(500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "/", "application/json, text/plain"})
    void mediaTypeThatIsNone_isRefused(String type) {
        wire().send(request("POST /api/account/auth", NO_NUMBER, "Content-Type: " + type))
                .then()
                .spec(isProblem(400, "invalid_request"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "APPLICATION/JSON", "application/json;charset=utf-8", "application/x+json"})
    void json_isRead(String type) {
        wire().send(request("POST /api/account/auth", NO_NUMBER, "Content-Type: " + type))
                .then()
                .spec(isProblem(400, "invalid_phone_number"));
    }

    @Test
    void noHeader_isSentTwice() {
        String answer = wire().sendAndReadAll(head("GET /api/account/profile", "Connection: close"));
        List<String> names = answer.lines()
                .skip(1)
                .takeWhile(line -> !line.isEmpty())
                .map(line -> line.split(":")[0])
                .toList();
        assertEquals(Set.copyOf(names).size(), names.size(), answer);
    }

    @Test
    void missingHost_isRefused() {
        wire().send(ascii("GET /api/account/profile HTTP/1.1\r\n\r\n")).then().spec(isProblem(400, "invalid_request"));
    }

    @Test
    void secondHost_isRefused() {
        wire().send(head("GET /api/account/problems/not_found", "Host: other.example"))
                .then()
                .spec(isProblem(400, "invalid_request"));
    }

    /** The HTTP decoder refuses these before there is a request; what matters is that it does, and says nothing else. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET //",
                "GET /%zz",
                "GET /api/account/profile/%zz",
                "GET /api/account/profile?a=%zz",
                "GET /api\\account\\profile",
                "GET /a b",
                "GET <script>"
            })
    void brokenRequestLine_isRefused(String requestLine) {
        assertIsBare4xx(wire().send(head(requestLine)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: -1",
                "Content-Length: many",
                "Content-Length: +5",
                "Content-Length: 0x10",
                "Content-Length: 3, 3",
                "Content-Length: 99999999999999999999999",
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "No Colon",
                "Bad Name: a"
            })
    void brokenHeader_isRefused(String header) {
        assertIsBare4xx(wire().send(head("POST /api/account/auth", JSON, header)));
    }

    @Test
    void tooMuchBeforeTheBody_isRefused() {
        assertIsBare4xx(wire().send(head("GET /" + "a".repeat(5_000))));
        assertIsBare4xx(wire().send(head("GET /api/account/profile", "X-Long: " + "a".repeat(30_000))));
    }

    /** {@code type} leads somewhere. */
    @ParameterizedTest
    @EnumSource(Problem.class)
    void everyProblem_isExplained(Problem problem) {
        api.request()
                .get(problem.type())
                .then()
                .statusCode(200)
                .body("code", equalTo(problem.code()))
                .body("status", equalTo(problem.status))
                .body("title", equalTo(problem.title))
                .body("advice", equalTo(problem.advice));
    }

    /** No page of another origin may call unless its origin is set. */
    @Test
    void foreignPage_getsNoCorsHeaders() {
        api.request()
                .header("Origin", "https://app.example")
                .get("/api/account/problems/not_found")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", nullValue());
        api.request()
                .header("Origin", "https://app.example")
                .header("Access-Control-Request-Method", "POST")
                .options("/api/account/auth/")
                .then()
                .header("Access-Control-Allow-Origin", nullValue());
    }

    @Test
    void unknownProblem_isNotFound() {
        api.request().get("/api/account/problems/nothing").then().spec(isProblem(404, "not_found"));
    }

    private Wire wire() {
        return Wire.to(service.getPort());
    }

    private static void assertIsBare4xx(Response answer) {
        assertThat(answer.statusCode(), allOf(greaterThanOrEqualTo(400), lessThan(500)));
        assertThat(answer.asString(), emptyString());
    }
}
