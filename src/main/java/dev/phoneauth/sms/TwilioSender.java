package dev.phoneauth.sms;

import dev.phoneauth.secret.Hmac;
import dev.phoneauth.sms.SendResult.Verdict;
import dev.phoneauth.webhook.PostClient;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.MultiMap;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sends texts through Twilio's Messages API.
 *
 * @see <a href="https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource">Create a message</a>
 */
@ApplicationScoped
class TwilioSender implements SmsSender {
    private static final Pattern PORT = Pattern.compile("^(https?://[^/?#]*?)(:\\d+)?(?=[/?#]|$)");

    @Inject SmsConfig config;
    @Inject PostClient http;

    @Override
    public Uni<SendResult> send(SmsText text, Duration within) {
        String account = config.twilio().accountSid().orElseThrow();
        String path = "/2010-04-01/Accounts/" + account + "/Messages.json";
        HttpRequest<Buffer> request = http.post(PostClient.join(config.twilio().baseUrl(), path), within)
                .basicAuthentication(account, token());
        return PostClient.sendForm(request, form(text)).map(TwilioSender::result);
    }

    @Override
    public DeliveryReport report(HttpServerRequest request, String body) {
        Map<String, String> form = DeliveryReport.parameters(body);
        String given = request.getHeader("X-Twilio-Signature");
        DeliveryReport.require(config.callbackUrl().stream()
                .flatMap(base -> spellings(reportTo(base, request.query())))
                .anyMatch(url -> Hmac.isSame(sign(url, form), given)));
        return DeliveryReport.of(request.getParam("id"), form.get("MessageStatus"));
    }

    /** Twilio may add the port of the scheme to the URL that it was given, or leave it out. */
    private static Stream<String> spellings(String url) {
        Matcher parts = PORT.matcher(url);
        String start = parts.replaceFirst("$1");
        String port = url.startsWith("https:") ? ":443" : ":80";
        return Stream.of(url, start, parts.replaceFirst("$1" + port));
    }

    /** Twilio signs the URL that it was given, followed by the names and values of the form in the order of names. */
    private String sign(String url, Map<String, String> form) {
        StringBuilder content = new StringBuilder(url);
        form.forEach((name, value) -> content.append(name).append(value));
        byte[] mac = Hmac.sha1(token().getBytes(StandardCharsets.UTF_8)).of(content.toString());
        return Base64.getEncoder().encodeToString(mac);
    }

    private String token() {
        return config.twilio().authToken().orElseThrow();
    }

    private MultiMap form(SmsText text) {
        String from = config.twilio().from().orElseThrow();
        MultiMap form = MultiMap.caseInsensitiveMultiMap()
                .set("To", text.to().e164())
                .set(from.startsWith("MG") ? "MessagingServiceSid" : "From", from)
                .set("Body", text.content())
                .set("ValidityPeriod", Long.toString(Math.max(1, text.validFor().toSeconds())));
        config.callbackUrl().ifPresent(base -> form.set("StatusCallback", reportTo(base, "id=" + text.id())));
        return form;
    }

    private static String reportTo(String base, String query) {
        return PostClient.join(base, "/api/account/delivery/twilio/?" + query);
    }

    /** Twilio's own message repeats the number, which must not be logged; the error code says enough. */
    private static SendResult result(HttpResponse<Buffer> response) {
        int status = response.statusCode();
        JsonObject answer = PostClient.json(response.bodyAsString());
        if (status / 100 != 2) {
            return status >= 500 || status == 429 ? SendResult.ofStatus(status) : ofError(answer.getValue("code"));
        }
        Object error = answer.getValue("error_code");
        boolean failed = DeliveryReport.state(answer.getValue("status"), "sent").equals("failed");
        return failed || error != null ? ofError(error) : SendResult.accepted("sent");
    }

    private static SendResult ofError(Object error) {
        int code = error instanceof Integer known ? known : 0;
        Verdict verdict = switch (code) {
            // the number is unknown, no mobile, unsubscribed, unreachable
            case 21211, 21217, 21610, 21614, 30003, 30005, 30006 -> Verdict.UNDELIVERABLE;
            // too many requests or connections, a full queue
            case 14107, 20429, 21611, 30001, 30022 -> Verdict.UNAVAILABLE;
            default -> Verdict.REJECTED;
        };
        return verdict.because("error " + code);
    }
}
