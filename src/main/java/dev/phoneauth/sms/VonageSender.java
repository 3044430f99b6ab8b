package dev.phoneauth.sms;

import dev.phoneauth.secret.Hmac;
import dev.phoneauth.webhook.Timestamp;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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
 * Sends by Vonage's SMS API, which answers 200 to everything and says in the body how it went.
 *
 * @see <a href="https://developer.vonage.com/en/api/sms">SMS API</a>
 */
@ApplicationScoped
class VonageSender implements SmsSender {
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
    private final Gateway gateway;

    VonageSender(SmsConfig config, Vertx vertx, Clock clock) {
        this.config = config.vonage();
        this.callbackUrl =
                config.callbackUrl().filter(url -> this.config.signatureSecret().isPresent());
        this.clock = clock;
        this.gateway = new Gateway(vertx, this.config);
    }

    @Override
    public SmsConfig.Kind kind() {
        return SmsConfig.Kind.VONAGE;
    }

    @Override
    public Uni<Outcome> send(Sms sms, Duration within) {
        return gateway.exchange(
                gateway.post(config.baseUrl().resolve("/sms/json")),
                within,
                request -> request.sendForm(form(sms)),
                VonageSender::outcome);
    }

    /**
     * All parameters but the signature, in order and each led by {@code &}; what parts them is replaced within values.
     *
     * @see <a href="https://developer.vonage.com/en/getting-started/concepts/signing-messages">Signing messages</a>
     */
    @Override
    public boolean isSigned(Callback callback) {
        Map<String, String> parameters = parameters(callback);
        String signature = parameters.remove("sig");
        StringBuilder content = new StringBuilder();
        parameters.forEach(
                (name, value) -> content.append('&').append(name).append('=').append(value.replaceAll("[&=]", "_")));
        return signature != null
                && Timestamp.isRecent(parameters.get("timestamp"), clock.instant())
                && config.signatureSecret()
                        .map(secret -> Hmac.sha256(secret.getBytes(StandardCharsets.UTF_8))
                                .of(content.toString()))
                        .map(HexFormat.of()::formatHex)
                        .filter(expected -> Callback.isSame(expected, signature.toLowerCase(Locale.ROOT)))
                        .isPresent();
    }

    @Override
    public Optional<Callback.Report> report(Callback callback) {
        Map<String, String> parameters = parameters(callback);
        return Callback.report(parameters.get("client-ref"), STATES.get(parameters.getOrDefault("status", "")));
    }

    private static Map<String, String> parameters(Callback callback) {
        return Callback.parameters(callback.body().isEmpty() ? callback.query() : callback.body());
    }

    private MultiMap form(Sms sms) {
        MultiMap form = MultiMap.caseInsensitiveMultiMap()
                .set("api_key", config.apiKey().orElseThrow())
                .set("api_secret", config.apiSecret().orElseThrow())
                .set("from", config.from().orElseThrow())
                .set("to", sms.to().e164().substring(1))
                .set("text", sms.text())
                .set("type", Encoding.of(sms.text()) == Encoding.GSM_7 ? "text" : "unicode")
                .set("ttl", Long.toString(Math.max(20_000, sms.validFor().toMillis())))
                .set("client-ref", sms.id());
        callbackUrl.ifPresent(base -> form.set(
                "callback", base.resolve("/api/account/delivery/vonage/").toString()));
        return form;
    }

    private static Outcome outcome(HttpResponse<Buffer> response) {
        int status = response.statusCode();
        if (status == 429 || status == 503) {
            return Outcome.later("status " + status);
        }
        if (status / 100 != 2) {
            return status >= 500 ? Outcome.unknown("status " + status) : Outcome.next("status " + status);
        }
        return Gateway.json(response).getValue("messages") instanceof JsonArray messages
                        && !messages.isEmpty()
                        && messages.getValue(0) instanceof JsonObject message
                ? ofError(message.getString("status", ""))
                : Outcome.unknown("an answer that cannot be read");
    }

    /** Vonage's own text may repeat the number, so that only its error code is told. */
    private static Outcome ofError(String status) {
        return switch (status) {
            case "0" -> Outcome.ACCEPTED;
            // Throttled, too many binds.
            case "1", "10" -> Outcome.later("error " + status);
            // An error of Vonage's, after which it does not say whether the text went out.
            case "5" -> Outcome.unknown("error 5");
            case "" -> Outcome.unknown("an answer without a status");
            // Barred, deactivated.
            case "7", "33" -> Outcome.refused("error " + status);
            default -> Outcome.next("error " + status);
        };
    }
}
