package dev.phoneauth.http;

import dev.phoneauth.testsupport.Wire;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;

import static dev.phoneauth.testsupport.Problems.isProblem;
import static dev.phoneauth.testsupport.Wire.ascii;
import static dev.phoneauth.testsupport.Wire.head;

/** HTTP/2 in clear text is off: a proxy opens no tunnel by it, and a connection has one request at a time. */
@QuarkusTest
class Http1OnlyTest {
    @TestHTTPResource
    URI service;

    @Test
    void upgrade_isIgnored() {
        byte[] upgrade = head(
                "GET /api/account/problems/not_found",
                "Connection: Upgrade, HTTP2-Settings",
                "Upgrade: h2c",
                "HTTP2-Settings: AAMAAABkAAQAAP__");
        Wire.to(service.getPort()).send(upgrade).then().statusCode(200);
    }

    @Test
    void priorKnowledge_isRefused() {
        byte[] preface = ascii("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0");
        Wire.to(service.getPort()).send(preface).then().spec(isProblem(400, "invalid_request"));
    }
}
