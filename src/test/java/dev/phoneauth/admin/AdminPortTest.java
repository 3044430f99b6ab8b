package dev.phoneauth.admin;

import dev.phoneauth.testsupport.Logs;
import dev.phoneauth.testsupport.Operator;
import dev.phoneauth.testsupport.Wire;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.nullValue;

/** The management port gives nothing to a web page, and its operations need a token. */
@QuarkusTest
@TestProfile(Operator.Known.class)
class AdminPortTest {
    private static final String REPLACE = "admin/signing-keys/replace";

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @ParameterizedTest
    @ValueSource(strings = {"health/ready", "metrics", REPLACE})
    void noAnswer_isForWebPages(String path) {
        given().header("Origin", "https://attacker.example")
                .get(at(path))
                .then()
                .header("Access-Control-Allow-Origin", nullValue());
        given().header("Origin", "https://attacker.example")
                .header("Access-Control-Request-Method", "POST")
                .options(at(path))
                .then()
                .header("Access-Control-Allow-Origin", nullValue());
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://attacker.example",
        "Origin, null",
        "Sec-Fetch-Site, cross-site",
        "Host, attacker.example",
        "Host, attacker.example:9000",
        "Host, 127.0.0.1.attacker.example"
    })
    void requestOfAWebPage_isRefused(String name, String value) {
        Operator.request().header(name, value).post(at(REPLACE)).then().statusCode(403);
        given().header(name, value).get(at("metrics")).then().statusCode(403);
        given().header(name, value).get(at("health/live")).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:9000",
                "127.0.0.1",
                "10.0.0.7:9000",
                "[::1]:9000",
                "phone-auth:9000",
                "phone-auth.default.svc:9000",
                "phone-auth.default.svc.cluster.local"
            })
    void hostOfAnOwnNetwork_isServed(String host) {
        given().header("Host", host).get(at("metrics")).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer x", "Basic b3BzOng="})
    void withoutAToken_nothingIsDone(String authorization) {
        given().header("Authorization", authorization)
                .post(at(REPLACE))
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer");
    }

    @Test
    void pathThatCannotBeDecoded_isRefusedWithoutAStackTrace() {
        try (Logs logs = Logs.ofAll()) {
            Wire.to(management.getPort()).send(Wire.head("GET /q/%zz")).then().statusCode(400);
            assertThat(logs.lines(), emptyString());
        }
    }

    @Test
    void brokenRequests_areNotLogged() {
        try (Logs logs = Logs.ofAll()) {
            byte[] noHost = Wire.ascii("GET /q/health/live HTTP/1.1\r\n\r\n");
            byte[] brokenChunk = Wire.join(
                    Wire.head("POST /q/admin/signing-keys/replace", "Transfer-Encoding: chunked"),
                    Wire.ascii("zz\r\n"));
            Wire.to(management.getPort()).send(noHost).then().statusCode(400);
            Wire.to(management.getPort()).sendAndReadAll(brokenChunk);
            assertThat(logs.lines(), emptyString());
        }
    }

    @Test
    void operation_isLoggedWithTheNameOfItsToken() {
        try (Logs logs = Logs.ofAll()) {
            Operator.request().post(at(REPLACE)).then().statusCode(200);
            assertThat(logs.lines(), containsString("POST /q/admin/signing-keys/replace by " + Operator.NAME));
        }
    }

    private String at(String path) {
        return management.resolve("/q/" + path).toString();
    }
}
