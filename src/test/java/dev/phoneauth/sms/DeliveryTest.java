package dev.phoneauth.sms;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Gateway;
import dev.phoneauth.testsupport.Gateway.Request;
import dev.phoneauth.testsupport.MovableClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.phoneauth.sms.SenderChainTest.fresh;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * A client that has the challenge sees the delivery state of its text, as signed reports of the gateway tell it; a text never
 * returns to an earlier state.
 */
@QuarkusTest
@QuarkusTestResource(value = Gateways.class, restrictToAnnotatedClass = true)
class DeliveryTest {
    private final Api api = Api.ofThisService();

    @Gateways.Inject
    Gateway webhook;

    @Gateways.Inject
    Gateway twilio;

    @Gateways.Inject
    Gateway vonage;

    @BeforeEach
    void accept() {
        webhook.behave(Gateway.answers(200, ""));
        twilio.behave(SenderChainTest.TWILIO_ACCEPTS);
        vonage.behave(SenderChainTest.VONAGE_ACCEPTS);
        webhook.forget();
        twilio.forget();
        vonage.forget();
    }

    @AfterEach
    void resetClock() {
        MovableClock.reset();
    }

    @Test
    void acceptedText_isSent_andCountsDown() {
        String challenge = requestCode("+4915");
        MovableClock.advance(Duration.ofSeconds(20));
        assertState(challenge, "sent")
                .body("resend_in", both(greaterThan(25)).and(lessThanOrEqualTo(40)))
                .body("expires_in", both(greaterThan(265)).and(lessThanOrEqualTo(280)));
        MovableClock.advance(Duration.ofSeconds(60));
        assertState(challenge, "sent").body("resend_in", equalTo(0)).body("size()", equalTo(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"queued", "delivered"})
    void webhooksAnswer_tellsTheState(String state) {
        webhook.behave(Gateway.answers(200, "{\"status\":\"" + state + "\"}"));
        assertState(requestCode("+4915"), state);
    }

    @Test
    void refusedText_hasFailed_andAnotherMayBeAskedForAtOnce() {
        webhook.behave(Gateway.answers(400, ""));
        String number = fresh("+4915");
        Response refused = api.requestCodeOnce(number, "the-same");
        refused.then().statusCode(503);
        webhook.behave(Gateway.answers(200, ""));
        api.requestCodeOnce(number, "the-same").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAAAAAAAAAAAAAAAAAAAAA", "short", "a%00b", "%7Bcode%7D"})
    void unknownChallenge_isNotFound(String challenge) {
        api.request()
                .urlEncodingEnabled(false)
                .get("/api/account/auth/" + challenge)
                .then()
                .statusCode(404)
                .body("code", equalTo("unknown_challenge"))
                .body("title", containsString("has expired"));
    }

    @Test
    void redeemedCode_hasArrived() {
        String number = fresh("+4915");
        String challenge = api.requestCode(number).path("challenge_id");
        String code = Gateway.codeIn(webhook.received().get(0).json().getString("text"));
        api.redeem(number, code, challenge).then().statusCode(200);
        assertOver(assertState(challenge, "delivered"));
        assertMetric("phone_auth_sms_texts_total{country=\"DE\",sender=\"webhook\",state=\"redeemed\"}");
    }

    /** Whichever text it was read from, and whether that is told or not. */
    @Test
    void redeemedCode_isOver_forAllTextsThatBroughtIt() {
        String number = fresh("+4915");
        String first = api.requestCode(number).path("challenge_id");
        MovableClock.advance(Duration.ofMinutes(1));
        String second = api.requestCode(number).path("challenge_id");
        assertState(second, "sent").body("resend_in", greaterThan(60));
        api.redeem(number, Gateway.codeIn(webhook.received().get(0).json().getString("text")))
                .then()
                .statusCode(200);
        assertOver(assertState(first, "sent"));
        assertOver(assertState(second, "sent"));
        api.requestCode(number).then().statusCode(200);
    }

    @Test
    void redeemedCodeOfAnotherPurpose_isOverToo() {
        String former = fresh("+4915");
        api.requestCode(former);
        Tokens tokens = Tokens.of(api.redeem(former, webhook.latestCode()));
        String number = fresh("+4915");
        String challenge =
                api.post(tokens, "phone/", Map.of("phone_number", number)).path("challenge_id");
        assertState(challenge, "sent").body("expires_in", greaterThan(0));
        api.post(
                        tokens,
                        "phone/confirm/",
                        Map.of("phone_number", number, "code", webhook.latestCode(), "challenge_id", challenge))
                .then()
                .statusCode(200);
        assertOver(assertState(challenge, "delivered"));
    }

    @Test
    void redeemedCode_ofOneText_wasReadFromIt() {
        String number = fresh("+4915");
        String challenge = api.requestCode(number).path("challenge_id");
        api.redeem(number, webhook.latestCode()).then().statusCode(200);
        assertOver(assertState(challenge, "delivered"));
    }

    private static void assertOver(ValidatableResponse state) {
        state.body("resend_in", equalTo(0)).body("expires_in", equalTo(0));
    }

    /** Whether a number has a user is told by nothing here either. */
    @Test
    void knownAndUnknownNumber_lookAlike() {
        String known = fresh("+4915");
        api.requestCode(known);
        String text = webhook.received().get(0).json().getString("text");
        api.redeem(known, Gateway.codeIn(text)).then().statusCode(200);
        assertEquals(stateAfterRequest(fresh("+4915")), stateAfterRequest(known));
    }

    @Test
    void webhookReport_isBelievedWhenSigned() throws Exception {
        String challenge = requestCode("+4915");
        String report = new JsonObject()
                .put("id", webhook.take().json().getString("id"))
                .put("status", "delivered")
                .encode();
        signedWebhook(report, Instant.now(), "x").then().statusCode(403).body("detail", containsString("signature"));
        signedWebhook(report, Instant.now().minusSeconds(600), "").then().statusCode(403);
        api.request().body(report).post("/api/account/delivery/webhook/").then().statusCode(403);
        assertState(challenge, "sent");
        signedWebhook(report, Instant.now(), "").then().statusCode(200);
        assertState(challenge, "delivered");
        signedWebhook(report.replace("delivered", "failed"), Instant.now(), "")
                .then()
                .statusCode(200);
        assertState(challenge, "delivered");
    }

    @Test
    void twilioReport_isBelievedWhenSigned() throws Exception {
        String challenge = requestCode("+336");
        String url = twilio.take().form().get("StatusCallback");
        Map<String, String> form = new TreeMap<>(Map.of("MessageSid", "SM1", "MessageStatus", "delivered", "To", "+3"));
        twilioReport(url, form, "forged").then().statusCode(403);
        assertState(challenge, "sent");
        twilioReport(url, form, twilioSignature(url, form)).then().statusCode(200);
        assertState(challenge, "delivered");
        assertMetric("phone_auth_sms_texts_total{country=\"FR\",sender=\"twilio\",state=\"delivered\"}");
    }

    /** Which spelling Twilio signs depends on the product and the port. */
    @ParameterizedTest
    @ValueSource(strings = {"https://auth.example.com", "https://auth.example.com:443"})
    void twilioReport_isBelievedWithAndWithoutThePort(String host) throws Exception {
        String challenge = requestCode("+336");
        String url = twilio.take().form().get("StatusCallback");
        Map<String, String> form = new TreeMap<>(Map.of("MessageStatus", "delivered"));
        String signature = twilioSignature(url.replace("https://auth.example.com", host), form);
        twilioReport(url, form, signature).then().statusCode(200);
        assertState(challenge, "delivered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "JSON"})
    void vonageReport_isBelievedWhenSigned(String method) throws Exception {
        String challenge = requestCode("+346");
        Map<String, String> report = new TreeMap<>(Map.of(
                "client-ref",
                vonage.take().form().get("client-ref"),
                "status",
                "failed",
                "scts",
                "a&b=c",
                "timestamp",
                Long.toString(Instant.now().getEpochSecond())));
        vonageReport(method, report, "00").then().statusCode(403);
        assertState(challenge, "sent");
        vonageReport(method, report, vonageSignature(report)).then().statusCode(200);
        assertState(challenge, "failed");
        assertMetric("phone_auth_sms_texts_total{country=\"ES\",sender=\"vonage\",state=\"failed\"}");
    }

    /** By sender and country; the buckets are what a 95th percentile is worked out of. */
    @Test
    void attempts_areMeasured() {
        requestCode("+4915");
        vonage.behave(Gateway.answers(500, ""));
        api.requestCode(fresh("+3934")).then().statusCode(200);
        assertMetric(
                "phone_auth_sms_handovers_seconds_bucket{country=\"DE\",outcome=\"accepted\",sender=\"webhook\",le=\"0.4\"}");
        assertMetric("phone_auth_sms_handovers_seconds_count{country=\"IT\",outcome=\"unknown\",sender=\"vonage\"}");
        assertMetric("phone_auth_sms_handovers_seconds_count{country=\"IT\",outcome=\"accepted\",sender=\"webhook\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"log", "unknown"})
    void reportOfGatewayNotInUse_isNotFound(String sender) {
        api.request()
                .body("x")
                .post("/api/account/delivery/" + sender + "/")
                .then()
                .statusCode(404);
    }

    private String requestCode(String country) {
        return api.requestCode(fresh(country)).then().statusCode(200).extract().path("challenge_id");
    }

    private String stateAfterRequest(String number) {
        Response answer =
                api.request().get("/api/account/auth/" + api.requestCode(number).path("challenge_id"));
        return answer.statusCode() + "\n" + answer.headers() + "\n" + answer.asString();
    }

    private ValidatableResponse assertState(String challenge, String state) {
        return api.request()
                .get("/api/account/auth/" + challenge + "/")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("delivery", equalTo(state));
    }

    private void assertMetric(String line) {
        io.restassured.RestAssured.given()
                .get(managementUrl() + "/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString(line));
    }

    private static String managementUrl() {
        return "http://localhost:"
                + org.eclipse.microprofile.config.ConfigProvider.getConfig()
                        .getValue("quarkus.management.test-port", Integer.class);
    }

    private Response signedWebhook(String body, Instant at, String forgery) throws GeneralSecurityException {
        String timestamp = Long.toString(at.getEpochSecond());
        Map<String, String> headers = Map.of("webhook-id", "msg_1", "webhook-timestamp", timestamp);
        return api.request()
                .headers(headers)
                .header(
                        "webhook-signature",
                        WebhookSenderTest.expectedSignature(new Request("", headers, body + forgery)))
                .contentType("application/json")
                .body(body)
                .post("/api/account/delivery/webhook/");
    }

    private Response twilioReport(String url, Map<String, String> form, String signature) {
        return api.request()
                .header("X-Twilio-Signature", signature)
                .contentType("application/x-www-form-urlencoded; charset=utf-8")
                .formParams(form)
                .post(url.substring(Gateways.PUBLIC_URL.length()));
    }

    private static String twilioSignature(String url, Map<String, String> form) throws GeneralSecurityException {
        StringBuilder signed = new StringBuilder(url);
        form.forEach((name, value) -> signed.append(name).append(value));
        return Base64.getEncoder().encodeToString(hmac("HmacSHA1", Gateways.TWILIO_TOKEN, signed.toString()));
    }

    private Response vonageReport(String method, Map<String, String> report, String signature) {
        RequestSpecification request = api.request();
        if (method.equals("JSON")) {
            Map<String, String> json = new TreeMap<>(report);
            json.put("sig", signature);
            return request.contentType("application/json").body(json).post("/api/account/delivery/vonage/");
        }
        return method.equals("GET")
                ? request.queryParams(report).queryParam("sig", signature).get("/api/account/delivery/vonage/")
                : request.contentType("application/x-www-form-urlencoded; charset=utf-8")
                        .formParams(report)
                        .formParam("sig", signature)
                        .post("/api/account/delivery/vonage/");
    }

    private static String vonageSignature(Map<String, String> report) throws GeneralSecurityException {
        StringBuilder signed = new StringBuilder();
        report.forEach((name, value) -> signed.append("&%s=%s".formatted(name, value.replaceAll("[&=]", "_"))));
        return HexFormat.of()
                .withUpperCase()
                .formatHex(hmac("HmacSHA256", Gateways.VONAGE_SIGNATURE_SECRET, signed.toString()));
    }

    private static byte[] hmac(String algorithm, String key, String signed) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key.getBytes(UTF_8), algorithm));
        return mac.doFinal(signed.getBytes(UTF_8));
    }
}
