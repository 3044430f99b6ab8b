package dev.phoneauth.docs;

import dev.phoneauth.secret.Hmac;
import dev.phoneauth.testsupport.Api;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A service that can be brought to answer in every way: no SMS reaches France, none is allowed to Cuba, Spain has
 * Vonage and Poland Twilio.
 */
public class AnswersProfile implements QuarkusTestProfile {
    static final int ATTEMPTS_PER_MINUTE = 20;

    private static final String WEBHOOK_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String VONAGE_SECRET = "vonage-signature-secret";
    private static final String TWILIO_TOKEN = "twilio-token";
    private static final String PUBLIC_URL = "https://auth.example.com";
    private static final String NOTHING_LISTENS = "http://localhost:9/sms";

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>();
        settings.put("phone-auth.guard.attempts-per-minute", Integer.toString(ATTEMPTS_PER_MINUTE));
        settings.put("phone-auth.guard.denied-countries", "CU");
        settings.put("phone-auth.guard.adaptive.mode", "enforce");
        settings.put("phone-auth.sms.routes", "FR=webhook,ES=vonage,PL=twilio");
        settings.put("phone-auth.sms.callback-url", PUBLIC_URL);
        settings.put("phone-auth.sms.twilio.base-url", NOTHING_LISTENS);
        settings.put("phone-auth.sms.twilio.account-sid", "AC123");
        settings.put("phone-auth.sms.twilio.auth-token", TWILIO_TOKEN);
        settings.put("phone-auth.sms.twilio.from", "+15005550006");
        settings.put("phone-auth.sms.webhook.url", NOTHING_LISTENS);
        settings.put("phone-auth.sms.webhook.secret", WEBHOOK_SECRET);
        settings.put("phone-auth.sms.vonage.base-url", NOTHING_LISTENS);
        settings.put("phone-auth.sms.vonage.api-key", "key");
        settings.put("phone-auth.sms.vonage.api-secret", "secret");
        settings.put("phone-auth.sms.vonage.from", "phoneauth");
        settings.put("phone-auth.sms.vonage.signature-secret", VONAGE_SECRET);
        return settings;
    }

    /** As a gateway of the operator's own reports. */
    static Response signedReport() {
        String body = "{\"id\": \"unknown\", \"status\": \"delivered\"}";
        String timestamp = Long.toString(Instant.now().getEpochSecond());
        byte[] key = Base64.getDecoder().decode(WEBHOOK_SECRET.substring("whsec_".length()));
        byte[] signature = Hmac.sha256(key).of("id." + timestamp + "." + body);
        return Api.ofThisService()
                .request()
                .header("webhook-id", "id")
                .header("webhook-timestamp", timestamp)
                .header("webhook-signature", "v1," + Base64.getEncoder().encodeToString(signature))
                .contentType("application/json")
                .body(body)
                .post("/api/account/delivery/webhook/");
    }

    /** As Vonage reports: in the body or in the query, by a setting of the account. */
    static Response signedReportOfVonage(boolean inBody) {
        Map<String, String> report = new TreeMap<>(Map.of(
                "client-ref",
                "unknown",
                "status",
                "delivered",
                "timestamp",
                Instant.now().getEpochSecond() + ""));
        StringBuilder signed = new StringBuilder();
        report.forEach((name, value) -> signed.append("&" + name + "=" + value));
        report.put(
                "sig",
                HexFormat.of()
                        .formatHex(Hmac.sha256(VONAGE_SECRET.getBytes(UTF_8)).of(signed.toString())));
        RequestSpecification request = Api.ofThisService().request();
        return inBody
                ? request.contentType("application/json").body(report).post("/api/account/delivery/vonage/")
                : request.queryParams(report).get("/api/account/delivery/vonage/");
    }

    /** As Twilio reports. */
    static Response signedReportOfTwilio() {
        String path = "/api/account/delivery/twilio/?id=unknown";
        byte[] signature = Hmac.sha1(TWILIO_TOKEN.getBytes(UTF_8)).of(PUBLIC_URL + path + "MessageStatusdelivered");
        return Api.ofThisService()
                .request()
                .header("X-Twilio-Signature", Base64.getEncoder().encodeToString(signature))
                .contentType("application/x-www-form-urlencoded; charset=utf-8")
                .formParam("MessageStatus", "delivered")
                .post(path);
    }
}
