package dev.phoneauth.sms;

import dev.phoneauth.sms.SendResult.Verdict;
import dev.phoneauth.webhook.WebhookSecret;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
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

/** POSTs texts, signed, to a gateway of the operator. Any 2xx is an acceptance unless its body says otherwise. */
@ApplicationScoped
class WebhookSender implements SmsSender {
    private static final Set<Object> NO_ERROR = Set.of(false, "", 0, new JsonObject());
    private static final Map<String, DeliveryState> STATES = Map.of(
            "queued", DeliveryState.QUEUED,
            "delivered", DeliveryState.DELIVERED,
            "error", DeliveryState.FAILED,
            "failed", DeliveryState.FAILED,
            "rejected", DeliveryState.FAILED,
            "undelivered", DeliveryState.FAILED);

    private final SmsConfig.Webhook config;

    /** Present if this sender is in use. */
    private final Optional<WebhookSecret> secret;

    private final GatewayClient gateway;
    private final Clock clock;

    WebhookSender(SmsConfig config, Vertx vertx, Clock clock) {
        this.config = config.webhook();
        this.secret = this.config.secret().flatMap(WebhookSecret::parse);
        this.gateway = new GatewayClient(vertx, this.config);
        this.clock = clock;
    }

    @Override
    public SmsConfig.Kind kind() {
        return SmsConfig.Kind.WEBHOOK;
    }

    @Override
    public Uni<SendResult> send(SmsText text, Duration within) {
        String body = new JsonObject()
                .put("id", text.id())
                .put("to", text.to().e164())
                .put("text", text.content())
                .put("channel", "sms")
                .encode();
        return gateway.exchange(
                signed(text.id(), body),
                within,
                request -> request.sendBuffer(Buffer.buffer(body)),
                WebhookSender::result);
    }

    @Override
    public boolean isSigned(HttpServerRequest request, String body) {
        return secret.orElseThrow().verifies(request::getHeader, body, clock.instant());
    }

    /** {@code {"id": …, "status": "delivered"}}, with the id of the text. */
    @Override
    public Optional<DeliveryReport> report(HttpServerRequest request, String body) {
        try {
            JsonObject report = new JsonObject(body);
            return DeliveryReport.of(report.getString("id"), STATES.get(String.valueOf(report.getValue("status"))));
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

    private static SendResult result(HttpResponse<Buffer> response) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return ofBody(GatewayClient.json(response));
        }
        return status >= 500 ? Verdict.UNAVAILABLE.because("status " + status) : SendResult.ofStatus(status);
    }

    /** Recognises {@code "error": …}, {@code "success": false} and {@code "status": "failed"} in their usual spellings. */
    private static SendResult ofBody(JsonObject answer) {
        boolean error = Stream.of("error", "errors").anyMatch(name -> isError(answer.getValue(name)))
                || Stream.of("success", "ok", "accepted").anyMatch(name -> Boolean.FALSE.equals(answer.getValue(name)));
        DeliveryState state = STATES.getOrDefault(String.valueOf(answer.getValue("status")), DeliveryState.SENT);
        return error || state == DeliveryState.FAILED
                ? Verdict.REJECTED.because("an error in the answer")
                : SendResult.accepted(state);
    }

    private static boolean isError(Object value) {
        return value != null && !NO_ERROR.contains(value) && !value.toString().equals("[]");
    }
}
