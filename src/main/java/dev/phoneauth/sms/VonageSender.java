package dev.phoneauth.sms;

import dev.phoneauth.secret.Hmac;
import dev.phoneauth.sms.SendResult.Verdict;
import dev.phoneauth.webhook.PostClient;
import dev.phoneauth.webhook.WebhookSecret;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import io.vertx.mutiny.core.MultiMap;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sends texts through Vonage's SMS API, which answers 200 to everything and puts the result into the body.
 *
 * @see <a href="https://developer.vonage.com/en/api/sms">SMS API</a>
 */
@ApplicationScoped
class VonageSender implements SmsSender {
    private static final JsonPointer STATUS = JsonPointer.from("/messages/0/status");

    @Inject SmsConfig config;
    @Inject PostClient http;
    @Inject Clock clock;

    @Override
    public Uni<SendResult> send(SmsText text, Duration within) {
        HttpRequest<Buffer> request = http.post(PostClient.join(config.vonage().baseUrl(), "/sms/json"), within);
        return PostClient.sendForm(request, form(text, config.vonage())).map(VonageSender::result);
    }

    @Override
    public DeliveryReport report(HttpServerRequest request, String body) {
        Map<String, String> report = parameters(request, body);
        String signature = String.valueOf(report.remove("sig")).toLowerCase(Locale.ROOT);
        Optional<String> expected = config.vonage().signatureSecret().map(secret -> sign(report, secret));
        DeliveryReport.require(WebhookSecret.isRecent(report.get("timestamp"), clock.instant())
                && expected.stream().anyMatch(mac -> Hmac.isSame(mac, signature)));
        return DeliveryReport.of(report.get("client-ref"), report.get("status"));
    }

    /** A setting of the account decides whether they are in the query, a form or JSON. */
    private static Map<String, String> parameters(HttpServerRequest request, String body) {
        JsonObject json = PostClient.json(body);
        if (json.isEmpty()) {
            return DeliveryReport.parameters(body.isEmpty() ? request.query() : body);
        }
        Map<String, String> parameters = new TreeMap<>();
        json.forEach(field -> parameters.put(field.getKey(), String.valueOf(field.getValue())));
        return parameters;
    }

    /**
     * Vonage signs all parameters but the signature in the order of their names, each after {@code &}; within values,
     * {@code &} and {@code =} are replaced.
     *
     * @see <a href="https://developer.vonage.com/en/getting-started/concepts/signing-messages">Signing messages</a>
     */
    private static String sign(Map<String, String> report, String secret) {
        StringBuilder content = new StringBuilder();
        report.forEach(
                (name, value) -> content.append('&').append(name).append('=').append(value.replaceAll("[&=]", "_")));
        byte[] mac = Hmac.sha256(secret.getBytes(StandardCharsets.UTF_8)).of(content.toString());
        return HexFormat.of().formatHex(mac);
    }

    private MultiMap form(SmsText text, SmsConfig.Vonage vonage) {
        MultiMap form = MultiMap.caseInsensitiveMultiMap()
                .set("api_key", vonage.apiKey().orElseThrow())
                .set("api_secret", vonage.apiSecret().orElseThrow())
                .set("from", vonage.from().orElseThrow())
                .set("to", text.to().e164().substring(1))
                .set("text", text.content())
                .set("type", SmsText.isGsm7(text.content()) ? "text" : "unicode")
                .set("ttl", Long.toString(Math.max(20_000, text.validFor().toMillis())))
                .set("client-ref", text.id());
        config.callbackUrl()
                .filter(base -> vonage.signatureSecret().isPresent())
                .ifPresent(base -> form.set("callback", PostClient.join(base, "/api/account/delivery/vonage/")));
        return form;
    }

    /** Vonage's own text may repeat the number, which must not be logged; the error code says enough. */
    private static SendResult result(HttpResponse<Buffer> response) {
        if (response.statusCode() / 100 != 2) {
            return SendResult.ofStatus(response.statusCode());
        }
        Object status = STATUS.queryJsonOrDefault(PostClient.json(response.bodyAsString()), "");
        String reason = "error " + status;
        return switch (String.valueOf(status)) {
            case "0" -> SendResult.accepted("sent");
            case "1", "10" -> Verdict.UNAVAILABLE.because(reason); // throttled, too many binds
            case "5", "" -> Verdict.UNKNOWN.because(reason); // internal error, no status
            case "7", "33" -> Verdict.UNDELIVERABLE.because(reason); // barred, deactivated
            default -> Verdict.REJECTED.because(reason);
        };
    }
}
