package dev.phoneauth.http;

import dev.phoneauth.testsupport.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.phoneauth.testsupport.Problems.isProblem;
import static dev.phoneauth.testsupport.Wire.ascii;
import static dev.phoneauth.testsupport.Wire.join;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Bad bodies of every kind get a clear 400 that repeats nothing of them, never a 5xx and never a guess. */
@QuarkusTest
class JsonTest {
    private static final String REQUEST = "{\"phone_number\":\"none\"}";

    private final Api api = Api.ofThisService();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{\"phone_number\":\"none\"}]",
                "\"none\"",
                "7",
                "true",
                "{",
                "{\"phone_number\"",
                "{\"phone_number\":",
                "{\"phone_number\":\"none\"",
                "{\"phone_number\":\"none\",}",
                "{\"phone_number\":\"none\"} x",
                "{\"phone_number\":\"none\"}{}",
                "{\"phone_number\":\"none\"},",
                "{\"phone_number\":\"none\",\"phone_number\":\"none\"}",
                "{\"unread\":1,\"unread\":1,\"phone_number\":\"none\"}",
                "{'phone_number':'none'}",
                "{phone_number:\"none\"}",
                "{\"phone_number\":none}",
                "{\"unread\":NaN}",
                "{\"unread\":Infinity}",
                "{\"unread\":01}",
                "{\"unread\":.5}",
                "{\"unread\":0x1}",
                "{\"unread\":undefined}",
                "/* comment */{\"phone_number\":\"none\"}",
                "{\"phone_number\":\"none\"}// comment",
                "# comment\n{\"phone_number\":\"none\"}",
                "{\"unread\":\"\\x\"}",
                "{\"unread\":\"\n\"}",
                "phone_number=none",
                "<phone_number>none</phone_number>"
            })
    void whatIsNoJsonObject_isRefused(String body) {
        post(body).then().spec(isProblem(400, "invalid_request"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "7.5", "-0", "1e400", "true", "false", "[]", "[\"none\"]", "{}", "{\"a\":\"b\"}"})
    void whatIsNoString_isRefusedByItsField(String value) {
        post("{\"phone_number\":" + value + "}")
                .then()
                .spec(isProblem(400, "invalid_request"))
                .body("errors[0].field", equalTo("phone_number"))
                .body("errors[0].message", equalTo("has the wrong type"));
    }

    /** PostgreSQL takes no NUL, and half a surrogate pair has no UTF-8. */
    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "+7926\\u00001234567", "\\ud800", "\\udc00", "a\\udc00\\ud800", "\\ud83d x"})
    void whatNoStoreCanKeep_isRefusedByItsField(String text) {
        Stream.of("phone_number", "app")
                .forEach(field -> post("{\"" + field + "\":\"" + text + "\"}")
                        .then()
                        .spec(isProblem(400, "invalid_request"))
                        .body("errors[0].field", equalTo(field)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notUtf8")
    void whatIsNotUtf8_isRefused(String what, byte[] body) {
        post(body).then().spec(isProblem(400, "invalid_request")).body("detail", equalTo("The body is not UTF-8"));
    }

    static Stream<Arguments> notUtf8() {
        return Stream.concat(
                Stream.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE")
                        .map(name -> arguments(name, REQUEST.getBytes(Charset.forName(name)))),
                Stream.of(
                        arguments("ISO 8859-1", inString("\u00FC")),
                        arguments("a byte that is nowhere", inString("\u00FF")),
                        arguments("a stray continuation", inString("\u0080")),
                        arguments("half a character", inString("\u00E2\u0082")),
                        arguments("an overlong slash", inString("\u00C0\u00AF")),
                        arguments("a longer overlong slash", inString("\u00E0\u0080\u00AF")),
                        arguments("a surrogate", inString("\u00ED\u00A0\u0080")),
                        arguments("beyond Unicode", inString("\u00F4\u0090\u0080\u0080")),
                        arguments("a NUL in a string", inString("\u0000")),
                        arguments("a NUL behind", join(ascii(REQUEST), new byte[1]))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"unread\":[", "{\"phone_number\":\"none\",\"unread\":{\"a\":"})
    void deepNesting_isRefused(String opening) {
        post(opening.repeat(60_000 / opening.length())).then().spec(isProblem(400, "invalid_request"));
    }

    @Test
    void longNumbersAndNames_areRefused() {
        post("{\"unread\":" + "9".repeat(60_000) + "}").then().spec(isProblem(400, "invalid_request"));
        post("{\"" + "k".repeat(60_000) + "\":1}").then().spec(isProblem(400, "invalid_request"));
    }

    @Test
    void longStrings_areReadAndRefused() {
        post("{\"phone_number\":\"" + "9".repeat(60_000) + "\"}").then().spec(isProblem(400, "invalid_phone_number"));
    }

    @Test
    void unknownFields_areIgnored() {
        List.of("null", "true", "1e999", "\"\"", "{\"a\":[{}]}")
                .forEach(value -> post("{\"unread\":" + value + ",\"phone_number\":\"none\"}")
                        .then()
                        .spec(isProblem(400, "invalid_phone_number")));
    }

    /** A byte order mark is allowed to be ignored (RFC 8259, section 8.1), and some editors leave one. */
    @Test
    void byteOrderMark_isIgnored() {
        post("\uFEFF" + REQUEST).then().spec(isProblem(400, "invalid_phone_number"));
    }

    @Test
    void compressedBody_isRefused() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(ascii(REQUEST));
        }
        api.request()
                .contentType("application/json")
                .header("Content-Encoding", "gzip")
                .body(compressed.toByteArray())
                .post("/api/account/auth/")
                .then()
                .spec(isProblem(415, "unsupported_media_type"));
    }

    private Response post(String body) {
        return post(body.getBytes(StandardCharsets.UTF_8));
    }

    private Response post(byte[] body) {
        return api.request()
                .header("Content-Type", "application/json")
                .body(body)
                .post("/api/account/auth/");
    }

    /** Each character of the text is one byte. */
    private static byte[] inString(String bytes) {
        return ascii("{\"phone_number\":\"" + bytes + "\"}");
    }
}
