package dev.phoneauth.sms;

import dev.phoneauth.secret.Hmac;
import io.smallrye.mutiny.Uni;
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
 * Sends by Twilio's Messages API.
 *
 * @see <a href="https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource">Create a message</a>
 */
@ApplicationScoped
class TwilioSender implements SmsSender {
    /** No such number, no mobile, unsubscribed, unreachable: another vendor cannot help. */
    private static final Set<Integer> REFUSED = Set.of(21211, 21217, 21610, 21614, 30003, 30005, 30006);

    /** Too many requests or connections, a full queue. */
    private static final Set<Integer> LATER = Set.of(14107, 20429, 21611, 30001, 30022);

    private static final Set<String> FAILED = Set.of("failed", "undelivered", "canceled");

    private final SmsConfig.Twilio config;
    private final Optional<URI> callbackUrl;
    private final Gateway gateway;

    TwilioSender(SmsConfig config, Vertx vertx) {
        this.config = config.twilio();
        this.callbackUrl = config.callbackUrl();
        this.gateway = new Gateway(vertx, this.config);
    }

    @Override
    public SmsConfig.Kind kind() {
        return SmsConfig.Kind.TWILIO;
    }

    @Override
    public Uni<Outcome> send(Sms sms, Duration within) {
        String account = config.accountSid().orElseThrow();
        URI url = config.baseUrl().resolve("/2010-04-01/Accounts/" + account + "/Messages.json");
        return gateway.exchange(
                gateway.post(url)
                        .basicAuthentication(account, config.authToken().orElseThrow()),
                within,
                request -> request.sendForm(form(sms)),
                TwilioSender::outcome);
    }

    /** Twilio signs the URL that it was given, and the form's parameters in order. */
    @Override
    public boolean isSigned(Callback callback) {
        StringBuilder content = new StringBuilder(
                callbackUrl.map(base -> reportTo(base, callback.query())).orElse(""));
        Callback.parameters(callback.body())
                .forEach((name, value) -> content.append(name).append(value));
        byte[] mac = Hmac.sha1(config.authToken().orElseThrow().getBytes(StandardCharsets.UTF_8))
                .of(content.toString());
        return callbackUrl.isPresent()
                && Callback.isSame(
                        Base64.getEncoder().encodeToString(mac),
                        callback.header().apply("X-Twilio-Signature"));
    }

    @Override
    public Optional<Callback.Report> report(Callback callback) {
        String status = Callback.parameters(callback.body()).getOrDefault("MessageStatus", "");
        DeliveryState state = FAILED.contains(status)
                ? DeliveryState.FAILED
                : Map.of("sent", DeliveryState.SENT, "delivered", DeliveryState.DELIVERED)
                        .get(status);
        return Callback.report(Callback.parameters(callback.query()).get("id"), state);
    }

    private MultiMap form(Sms sms) {
        String from = config.from().orElseThrow();
        MultiMap form = MultiMap.caseInsensitiveMultiMap()
                .set("To", sms.to().e164())
                .set(from.startsWith("MG") ? "MessagingServiceSid" : "From", from)
                .set("Body", sms.text())
                .set("ValidityPeriod", Long.toString(Math.max(1, sms.validFor().toSeconds())));
        callbackUrl.ifPresent(base -> form.set("StatusCallback", reportTo(base, "id=" + sms.id())));
        return form;
    }

    private static String reportTo(URI base, String query) {
        return base.resolve("/api/account/delivery/twilio/") + "?" + query;
    }

    /** Twilio's own message repeats the number, so that only its error code is told. */
    private static Outcome outcome(HttpResponse<Buffer> response) {
        int status = response.statusCode();
        JsonObject answer = Gateway.json(response);
        if (status / 100 == 2) {
            boolean failed = answer.getValue("error_code") != null || FAILED.contains(answer.getString("status", ""));
            return failed ? ofError(answer.getValue("error_code")) : Outcome.ACCEPTED;
        }
        if (status == 429 || status == 503) {
            return Outcome.later("status " + status);
        }
        return status >= 500 ? Outcome.unknown("status " + status) : ofError(answer.getValue("code"));
    }

    private static Outcome ofError(Object error) {
        int code = error instanceof Integer known ? known : 0;
        String reason = "error " + code;
        if (REFUSED.contains(code)) {
            return Outcome.refused(reason);
        }
        return LATER.contains(code) ? Outcome.later(reason) : Outcome.next(reason);
    }
}
