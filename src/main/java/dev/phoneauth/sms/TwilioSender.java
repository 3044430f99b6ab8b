package dev.phoneauth.sms;

import dev.phoneauth.secret.Hmac;
import dev.phoneauth.sms.SendResult.Verdict;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.MultiMap;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sends texts through Twilio's Messages API.
 *
 * @see <a href="https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource">Create a message</a>
 */
@ApplicationScoped
class TwilioSender implements SmsSender {
    /** Errors of the number: unknown, not a mobile, unsubscribed, unreachable. */
    private static final Set<Integer> NUMBER_ERRORS = Set.of(21211, 21217, 21610, 21614, 30003, 30005, 30006);

    /** Too many requests or connections, a full queue. */
    private static final Set<Integer> OVERLOAD_ERRORS = Set.of(14107, 20429, 21611, 30001, 30022);

    private static final Map<String, DeliveryState> STATES = Map.of(
            "sent", DeliveryState.SENT,
            "delivered", DeliveryState.DELIVERED,
            "failed", DeliveryState.FAILED,
            "undelivered", DeliveryState.FAILED,
            "canceled", DeliveryState.FAILED);

    private final SmsConfig.Twilio config;
    private final Optional<URI> callbackUrl;
    private final GatewayClient gateway;

    TwilioSender(SmsConfig config, Vertx vertx) {
        this.config = config.twilio();
        this.callbackUrl = config.callbackUrl();
        this.gateway = new GatewayClient(vertx, this.config);
    }

    @Override
    public SmsConfig.Kind kind() {
        return SmsConfig.Kind.TWILIO;
    }

    @Override
    public Uni<SendResult> send(SmsText text, Duration within) {
        String account = config.accountSid().orElseThrow();
        URI url = config.baseUrl().resolve("/2010-04-01/Accounts/" + account + "/Messages.json");
        return gateway.exchange(
                gateway.post(url)
                        .basicAuthentication(account, config.authToken().orElseThrow()),
                within,
                request -> request.sendForm(form(text)),
                TwilioSender::result);
    }

    /** Twilio signs the URL that it was given, followed by the names and values of the form in the order of names. */
    @Override
    public boolean isSigned(HttpServerRequest request, String body) {
        StringBuilder content = new StringBuilder(
                callbackUrl.map(base -> reportTo(base, request.query())).orElse(""));
        DeliveryReport.parameters(body)
                .forEach((name, value) -> content.append(name).append(value));
        byte[] mac = Hmac.sha1(config.authToken().orElseThrow().getBytes(StandardCharsets.UTF_8))
                .of(content.toString());
        return callbackUrl.isPresent()
                && Hmac.isSame(Base64.getEncoder().encodeToString(mac), request.getHeader("X-Twilio-Signature"));
    }

    @Override
    public Optional<DeliveryReport> report(HttpServerRequest request, String body) {
        String status = DeliveryReport.parameters(body).getOrDefault("MessageStatus", "");
        return DeliveryReport.of(DeliveryReport.parameters(request.query()).get("id"), STATES.get(status));
    }

    private MultiMap form(SmsText text) {
        String from = config.from().orElseThrow();
        MultiMap form = MultiMap.caseInsensitiveMultiMap()
                .set("To", text.to().e164())
                .set(from.startsWith("MG") ? "MessagingServiceSid" : "From", from)
                .set("Body", text.content())
                .set("ValidityPeriod", Long.toString(Math.max(1, text.validFor().toSeconds())));
        callbackUrl.ifPresent(base -> form.set("StatusCallback", reportTo(base, "id=" + text.id())));
        return form;
    }

    private static String reportTo(URI base, String query) {
        return base.resolve("/api/account/delivery/twilio/") + "?" + query;
    }

    /** Twilio's own message repeats the number, which must not be logged; the error code says enough. */
    private static SendResult result(HttpResponse<Buffer> response) {
        int status = response.statusCode();
        JsonObject answer = GatewayClient.json(response);
        if (status / 100 == 2) {
            boolean failed = answer.getValue("error_code") != null
                    || STATES.get(answer.getString("status", "")) == DeliveryState.FAILED;
            return failed ? ofError(answer.getValue("error_code")) : SendResult.accepted(DeliveryState.SENT);
        }
        return status >= 500 || status == 429 ? SendResult.ofStatus(status) : ofError(answer.getValue("code"));
    }

    private static SendResult ofError(Object error) {
        int code = error instanceof Integer known ? known : 0;
        Verdict verdict = NUMBER_ERRORS.contains(code)
                ? Verdict.UNDELIVERABLE
                : OVERLOAD_ERRORS.contains(code) ? Verdict.UNAVAILABLE : Verdict.REJECTED;
        return verdict.because("error " + code);
    }
}
