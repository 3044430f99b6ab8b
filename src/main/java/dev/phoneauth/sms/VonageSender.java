package dev.phoneauth.sms;

import dev.phoneauth.secret.Hmac;
import dev.phoneauth.sms.SendResult.Verdict;
import dev.phoneauth.webhook.WebhookSecret;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.pointer.JsonPointer;
import io.vertx.mutiny.core.MultiMap;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Sends texts through Vonage's SMS API, which answers 200 to everything and puts the result into the body.
 *
 * @see <a href="https://developer.vonage.com/en/api/sms">SMS API</a>
 */
@ApplicationScoped
class VonageSender implements SmsSender {
    private static final JsonPointer STATUS = JsonPointer.from("/messages/0/status");
    private static final Map<String, DeliveryState> STATES = Map.of(
            "accepted", DeliveryState.SENT,
            "buffered", DeliveryState.SENT,
            "delivered", DeliveryState.DELIVERED,
            "expired", DeliveryState.FAILED,
            "failed", DeliveryState.FAILED,
            "rejected", DeliveryState.FAILED);

    private final SmsConfig.Vonage config;
    private final Optional<URI> callbackUrl;
    private final Clock clock;
    private final GatewayClient gateway;

    VonageSender(SmsConfig config, Vertx vertx, Clock clock) {
        this.config = config.vonage();
        this.callbackUrl =
                config.callbackUrl().filter(url -> this.config.signatureSecret().isPresent());
        this.clock = clock;
        this.gateway = new GatewayClient(vertx, this.config);
    }

    @Override
    public SmsConfig.Kind kind() {
        return SmsConfig.Kind.VONAGE;
    }

    @Override
    public Uni<SendResult> send(SmsText text, Duration within) {
        return gateway.exchange(
                gateway.post(config.baseUrl().resolve("/sms/json")),
                within,
                request -> request.sendForm(form(text)),
                VonageSender::result);
    }

    /**
     * Vonage signs all parameters but the signature in the order of their names, each after {@code &}; within values,
     * {@code &} and {@code =} are replaced.
     *
     * @see <a href="https://developer.vonage.com/en/getting-started/concepts/signing-messages">Signing messages</a>
     */
    @Override
    public boolean isSigned(HttpServerRequest request, String body) {
        Map<String, String> parameters = parameters(request, body);
        String signature = parameters.remove("sig");
        StringBuilder content = new StringBuilder();
        parameters.forEach(
                (name, value) -> content.append('&').append(name).append('=').append(value.replaceAll("[&=]", "_")));
        return signature != null
                && WebhookSecret.isRecent(parameters.get("timestamp"), clock.instant())
                && config.signatureSecret().stream()
                        .map(secret -> Hmac.sha256(secret.getBytes(StandardCharsets.UTF_8)))
                        .map(hmac -> HexFormat.of().formatHex(hmac.of(content.toString())))
                        .anyMatch(expected -> Hmac.isSame(expected, signature.toLowerCase(Locale.ROOT)));
    }

    @Override
    public Optional<DeliveryReport> report(HttpServerRequest request, String body) {
        Map<String, String> parameters = parameters(request, body);
        return DeliveryReport.of(parameters.get("client-ref"), STATES.get(parameters.getOrDefault("status", "")));
    }

    private static Map<String, String> parameters(HttpServerRequest request, String body) {
        return DeliveryReport.parameters(body.isEmpty() ? request.query() : body);
    }

    private MultiMap form(SmsText text) {
        MultiMap form = MultiMap.caseInsensitiveMultiMap()
                .set("api_key", config.apiKey().orElseThrow())
                .set("api_secret", config.apiSecret().orElseThrow())
                .set("from", config.from().orElseThrow())
                .set("to", text.to().e164().substring(1))
                .set("text", text.content())
                .set("type", SmsText.isGsm7(text.content()) ? "text" : "unicode")
                .set("ttl", Long.toString(Math.max(20_000, text.validFor().toMillis())))
                .set("client-ref", text.id());
        callbackUrl.ifPresent(base -> form.set(
                "callback", base.resolve("/api/account/delivery/vonage/").toString()));
        return form;
    }

    private static SendResult result(HttpResponse<Buffer> response) {
        Object status = STATUS.queryJsonOrDefault(GatewayClient.json(response), "");
        return response.statusCode() / 100 == 2
                ? ofError(String.valueOf(status))
                : SendResult.ofStatus(response.statusCode());
    }

    /** Vonage's own text may repeat the number, which must not be logged; the error code says enough. */
    private static SendResult ofError(String status) {
        String reason = "error " + status;
        return switch (status) {
            case "0" -> SendResult.accepted(DeliveryState.SENT);
            case "1", "10" -> Verdict.UNAVAILABLE.because(reason); // throttled, too many binds
            case "5", "" -> Verdict.UNKNOWN.because(reason); // internal error, no status
            case "7", "33" -> Verdict.UNDELIVERABLE.because(reason); // barred, deactivated
            default -> Verdict.REJECTED.because(reason);
        };
    }
}
