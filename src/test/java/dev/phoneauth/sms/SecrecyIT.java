package dev.phoneauth.sms;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Gateway;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * With real senders, through success and every kind of failure, no code, token or unmasked number is in any log, metric
 * or error. (ASVS 16.2.5)
 */
class SecrecyIT {
    private final Gateway webhook = new Gateway();
    private final Gateway twilio = new Gateway();
    private final List<String> secrets = new ArrayList<>();
    private final StringBuilder errors = new StringBuilder();

    @Test
    void secrets_areInNoOutput() {
        try (Stores stores = Stores.start();
                Service service = Service.start(stores, production())) {
            signInAndOut(service.api());
            failToText(service.api());
            assertNoSecretIn("the log", service.output());
            assertNoSecretIn("the metrics", metrics(service));
            assertNoSecretIn("the errors", errors.toString());
            assertTrue(service.output().contains("was not accepted by webhook"), service.output());
        } finally {
            webhook.close();
            twilio.close();
        }
    }

    private void signInAndOut(Api api) {
        String number = secret(Numbers.fresh());
        Response sent = api.requestCode(number);
        String challenge = secret(sent.path("challenge_id"));
        String code = secret(Gateway.codeIn(webhook.received().get(0).json().getString("text")));
        errors.append(api.redeem(number, Numbers.otherThan(code), challenge).asString());
        errors.append(api.requestCode(number).asString());
        Response answer = api.redeem(number, code, challenge);
        assertEquals(200, answer.statusCode());
        Tokens tokens = new Tokens(secret(answer.path("access")), secret(answer.path("refresh")));
        api.profile(tokens).then().statusCode(200);
        errors.append(api.activate(tokens, "AAAAAA").asString());
        errors.append(api.post("code/", "{\"phone_number\": \"" + number + "\", \"code\": 1")
                .asString());
    }

    /** Vendors repeat the number in their errors. */
    private void failToText(Api api) {
        List.of(
                        Gateway.answers(500, "no"),
                        Gateway.answers(200, "{\"error\":\"no\"}"),
                        Gateway.hangs(),
                        Gateway.dropsConnection())
                .forEach(failure -> {
                    String number = secret(Numbers.fresh());
                    webhook.behave(failure);
                    twilio.behave(Gateway.answers(
                            400, "{\"code\":21211,\"message\":\"The 'To' number " + number + " is not valid\"}"));
                    Response refused = api.requestCode(number);
                    assertEquals(503, refused.statusCode());
                    errors.append(refused.asString());
                });
        webhook.received().stream()
                .map(request -> Gateway.codeIn(request.json().getString("text")))
                .forEach(this::secret);
    }

    private String secret(String secret) {
        secrets.add(secret.startsWith("+") ? secret.substring(1) : secret);
        return secret;
    }

    /** A code is but six digits: they count where no longer number or word contains them. */
    private void assertNoSecretIn(String what, String output) {
        secrets.forEach(secret -> assertFalse(
                output.matches("(?s).*(?<![\\w.])" + java.util.regex.Pattern.quote(secret) + "(?!\\w).*"),
                secret + " is in " + what));
    }

    private static String metrics(Service service) {
        return Api.at("http://localhost:" + service.managementPort())
                .request()
                .get("/q/metrics")
                .asString();
    }

    private Map<String, String> production() {
        Map<String, String> settings = new HashMap<>();
        settings.put("PHONE_AUTH_SECRET", "q7Xh2Lk9ZtRv4Bn8Wc1Jd6Fg3Ms5Py0A");
        settings.put("PHONE_AUTH_ISSUER", "https://auth.example.com");
        settings.put("PHONE_AUTH_SMS_SENDERS", "webhook,twilio");
        settings.put("PHONE_AUTH_SMS_WEBHOOK_URL", webhook.url());
        settings.put("PHONE_AUTH_SMS_WEBHOOK_SECRET", Gateways.WEBHOOK_SECRET);
        settings.put("PHONE_AUTH_SMS_TWILIO_BASE_URL", twilio.url());
        settings.put("PHONE_AUTH_SMS_TWILIO_ACCOUNT_SID", "AC123");
        settings.put("PHONE_AUTH_SMS_TWILIO_AUTH_TOKEN", Gateways.TWILIO_TOKEN);
        settings.put("PHONE_AUTH_SMS_TWILIO_FROM", "+15005550006");
        return settings;
    }
}
