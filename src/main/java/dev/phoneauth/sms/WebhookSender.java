package dev.phoneauth.sms;

import dev.phoneauth.webhook.WebhookSecret;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.MultiMap;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** POSTs texts to a gateway of the operator's own, signed; any 2xx means accepted, unless its body says otherwise. */
@ApplicationScoped
class WebhookSender implements SmsSender {
    private static final int TOO_MANY = 429;
    private static final Set<Object> NO_ERROR = Set.of(false, "", 0, new JsonObject());
    private static final Map<String, DeliveryState> STATES = Map.of(
            "queued", DeliveryState.QUEUED,
            "delivered", DeliveryState.DELIVERED,
            "error", DeliveryState.FAILED,
            "failed", DeliveryState.FAILED,
            "rejected", DeliveryState.FAILED,
            "undelivered", DeliveryState.FAILED);

    private final SmsConfig.Webhook config;

    /** There if this sender is in use. */
    private final Optional<WebhookSecret> secret;

    private final Gateway gateway;
    private final Clock clock;

    WebhookSender(SmsConfig config, Vertx vertx, Clock clock) {
        this.config = config.webhook();
        this.secret = this.config.secret().flatMap(WebhookSecret::parse);
        this.gateway = new Gateway(vertx, this.config);
        this.clock = clock;
    }

    @Override
    public SmsConfig.Kind kind() {
        return SmsConfig.Kind.WEBHOOK;
    }

    @Override
    public Uni<Outcome> send(Sms sms, Duration within) {
        String body = new JsonObject()
                .put("id", sms.id())
                .put("to", sms.to().e164())
                .put("text", sms.text())
                .put("channel", "sms")
                .encode();
        return gateway.exchange(
                signed(sms.id(), body),
                within,
                request -> request.sendBuffer(Buffer.buffer(body)),
                WebhookSender::outcome);
    }

    @Override
    public boolean isSigned(Callback callback) {
        return secret.orElseThrow().verifies(callback.header(), callback.body(), clock.instant());
    }

    /** {@code {"id": …, "status": "delivered"}}, where the id is that of the text. */
    @Override
    public Optional<Callback.Report> report(Callback callback) {
        try {
            JsonObject report = new JsonObject(callback.body());
            return Callback.report(report.getString("id"), STATES.get(String.valueOf(report.getValue("status"))));
        } catch (DecodeException | ClassCastException noReport) {
            return Optional.empty();
        }
    }

    private HttpRequest<Buffer> signed(String id, String body) {
        return gateway.post(config.url().orElseThrow())
                .putHeader("Content-Type", "application/json")
                .putHeaders(MultiMap.caseInsensitiveMultiMap()
                        .addAll(secret.orElseThrow().headers(id, clock.instant(), body)));
    }

    private static Outcome outcome(HttpResponse<Buffer> response) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return accepted(Gateway.json(response));
        }
        return status >= 500 || status == TOO_MANY
                ? Outcome.later("status " + status)
                : Outcome.next("status " + status);
    }

    /** Errors as people write them: {@code "error": …}, {@code "success": false}, {@code "status": "failed"}. */
    private static Outcome accepted(JsonObject answer) {
        boolean error = Stream.of("error", "errors").anyMatch(name -> isError(answer.getValue(name)))
                || Stream.of("success", "ok", "accepted").anyMatch(name -> Boolean.FALSE.equals(answer.getValue(name)));
        DeliveryState state = STATES.getOrDefault(String.valueOf(answer.getValue("status")), DeliveryState.SENT);
        return error || state == DeliveryState.FAILED
                ? Outcome.next("an error in the answer")
                : Outcome.accepted(state);
    }

    private static boolean isError(Object value) {
        return value != null && !NO_ERROR.contains(value) && !value.toString().equals("[]");
    }
}
