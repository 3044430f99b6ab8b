package dev.phoneauth.http;

import dev.phoneauth.testsupport.Wire;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.phoneauth.testsupport.Problems.isProblem;
import static dev.phoneauth.testsupport.Wire.ascii;
import static dev.phoneauth.testsupport.Wire.chunked;
import static dev.phoneauth.testsupport.Wire.head;
import static dev.phoneauth.testsupport.Wire.join;
import static dev.phoneauth.testsupport.Wire.request;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** However a body is sent, it is read whole up to 64 KiB and not beyond, and its client can read the answer. */
@QuarkusTest
class RequestBodiesTest {
    private static final String POST = "POST /api/account/auth/";
    private static final String JSON = "Content-Type: application/json";
    private static final String CHUNKED = "Transfer-Encoding: chunked";
    private static final int LIMIT = 64 * 1024;

    @TestHTTPResource
    URI service;

    @Test
    void body_isReadInAnyPieces() {
        byte[] body = body(200);
        assertIsRead(wire().send(request(POST, body, JSON)));
        assertIsRead(wire().send(join(head(POST, JSON, CHUNKED), chunked(body, 7))));
        assertIsRead(wire().send(
                        head(POST, JSON, "Content-Length: " + body.length),
                        Arrays.copyOf(body, 50),
                        Arrays.copyOfRange(body, 50, body.length)));
    }

    @Test
    void bodyOfTheLimit_isRead() {
        assertIsRead(wire().send(request(POST, body(LIMIT), JSON)));
        assertIsRead(wire().send(join(head(POST, JSON, CHUNKED), chunked(body(LIMIT), 1000))));
    }

    @Test
    void bodyBeyondTheLimit_isTooLarge() {
        assertIsTooLarge(wire().send(request(POST, body(LIMIT + 1), JSON)));
        assertIsTooLarge(wire().send(join(head(POST, JSON, CHUNKED), chunked(body(LIMIT + 1), 1000))));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,     profile,            403",
        "GET,     delivery/twilio,    404",
        "HEAD,    profile,            403",
        "OPTIONS, profile,            200",
        "TRACE,   auth,               405",
        "GET,     profile/no/such,    404"
    })
    void form_ofAMethodThatHasNone_isIgnored(String method, String path, int status) {
        byte[] form = ascii("a=b");
        for (String type : new String[] {"application/x-www-form-urlencoded", "multipart/form-data; boundary=x"}) {
            wire().send(request(method + " /api/account/" + path, form, "Content-Type: " + type))
                    .then()
                    .statusCode(status);
        }
    }

    /** All of it is sent before the answer is looked at, as simple clients do. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /api/account/auth/",
                "POST /api/account/activation_code/",
                "POST /api/account/profile/",
                "GET /api/account/profile/",
                "DELETE /api/account/nothing/here",
                "PUT /",
                "GET /api/account/openapi"
            })
    void largeBody_isTooLargeEverywhere(String requestLine) {
        assertIsTooLarge(wire().send(request(requestLine, body(1_000_000), JSON)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /api/account/auth/", "POST /api/account/activation_code/", "PUT /"})
    void largeBodyOfUnknownLength_isTooLargeEverywhere(String requestLine) {
        assertIsTooLarge(wire().send(join(head(requestLine, JSON, CHUNKED), chunked(body(1_000_000), 8_000))));
    }

    /** It is told before it has sent anything. */
    @Test
    void announcedBody_isTooLarge() {
        assertIsTooLarge(wire().send(head(POST, JSON, "Content-Length: 99999999999")));
        assertIsTooLarge(wire().send(head(POST, JSON, "Content-Length: 65537", "Expect: 100-continue")));
    }

    @Test
    void waitingClient_isToldToContinueOnce() {
        byte[] body = body(200);
        String answers = wire().sendAndReadAll(request(POST, body, JSON, "Expect: 100-continue", "Connection: close"));
        assertThat(answers.split("HTTP/1.1 ", -1).length, equalTo(3));
        assertThat(answers.startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 400 "), equalTo(true));
    }

    @Test
    void pipelinedRequests_areAnsweredInTurn() {
        byte[] post = request(POST, body(200), JSON);
        byte[] last = head("GET /api/account/problems/invalid_code", "Connection: close");
        String answers = wire().sendAndReadAll(join(post, post, post, last));
        assertThat(answers.split("HTTP/1.1 400 ", -1).length, equalTo(4));
        assertThat(answers.split("HTTP/1.1 200 ", -1).length, equalTo(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunked, xchunked", "xchunked, chunked", "chunked, chunked", "xchunked", "gzip"})
    void otherTransferCodings_areRefused(String coding) {
        byte[] request = join(head(POST, JSON, "Transfer-Encoding: " + coding), chunked(ascii("{}"), 2));
        assertThat(wire().sendAndReadAll(request), startsWith("HTTP/1.1 400 "));
    }

    @Test
    void emptyBody_isRefused() {
        assertIsEmpty(wire().send(head(POST, JSON)));
        assertIsEmpty(wire().send(request(POST, ascii(""), JSON)));
        assertIsEmpty(wire().send(request(POST, ascii("  \r\n"), JSON)));
        assertIsEmpty(wire().send(join(head(POST, JSON, CHUNKED), chunked(ascii(""), 1))));
        assertIsEmpty(wire().send(request(POST, ascii("null"), JSON)));
    }

    /** Some hundred megabytes of bodies, as large as they may be or larger: a third of them kept would show. */
    @Test
    void manyLargeBodies_leaveMemoryFlat() {
        sendLargeBodies(200);
        long before = usedHeap();
        sendLargeBodies(1_500);
        long growth = usedHeap() - before;
        assertThat("bytes more than before", growth, lessThan(32L << 20));
    }

    private void sendLargeBodies(int count) {
        byte[] allowed = request(POST, body(LIMIT), JSON);
        byte[] broken = request(POST, ascii("[".repeat(LIMIT)), JSON);
        byte[] tooLarge = join(head(POST, JSON, CHUNKED), chunked(body(LIMIT + 20_000), 8_000));
        for (int i = 0; i < count; i += 3) {
            assertEquals(400, wire().send(allowed).statusCode());
            assertEquals(400, wire().send(broken).statusCode());
            assertEquals(413, wire().send(tooLarge).statusCode());
        }
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private Wire wire() {
        return Wire.to(service.getPort());
    }

    /** No phone number, and so much of a field that is not read as makes the body that long. */
    private static byte[] body(int length) {
        String start = "{\"phone_number\":\"none\",\"unread\":\"";
        return ascii(start + "x".repeat(length - start.length() - 2) + "\"}");
    }

    /** Or all of it would be read. */
    @Test
    void bodyBeyondTheLimit_endsItsConnection() {
        byte[] head = head("POST /api/account/auth/", JSON, "Content-Length: 10000000");
        assertThat(wire().sendAndReadAll(join(head, body(100_000))), startsWith("HTTP/1.1 413 "));
    }

    private static void assertIsRead(Response answer) {
        answer.then().spec(isProblem(400, "invalid_phone_number"));
    }

    private static void assertIsTooLarge(Response answer) {
        answer.then().spec(isProblem(413, "content_too_large")).header("Connection", "close");
    }

    private static void assertIsEmpty(Response answer) {
        answer.then().spec(isProblem(400, "invalid_request")).body("detail", equalTo("The body is empty"));
    }
}
