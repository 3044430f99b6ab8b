package dev.phoneauth.sms;

import dev.phoneauth.sms.SendResult.Verdict;
import dev.phoneauth.webhook.PostClient;
import dev.phoneauth.webhook.WebhookConfig;
import dev.phoneauth.webhook.WebhookSecret;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;

/** POSTs texts, signed, to a gateway of the operator. Any 2xx is an acceptance unless its body says otherwise. */
@ApplicationScoped
class WebhookSender implements SmsSender {
    private static final Set<String> NO_ERROR = Set.of("null", "false", "", "0", "{}", "[]");

    @Inject WebhookConfig config;
    @Inject PostClient http;
    @Inject Clock clock;

    @Override
    public Uni<SendResult> send(SmsText text, Duration within) {
        String body = new JsonObject()
                .put("id", text.id())
                .put("to", text.to().e164())
                .put("text", text.content())
                .put("channel", "sms")
                .encode();
        String url = config.smsUrl().orElseThrow();
        return http.postSigned(url, secret(), text.id(), body, within).map(WebhookSender::result);
    }

    /** {@code {"id": …, "status": "delivered"}}, with the id of the text. */
    @Override
    public DeliveryReport report(HttpServerRequest request, String body) {
        DeliveryReport.require(secret().verifies(request::getHeader, body, clock.instant()));
        JsonObject report = PostClient.json(body);
        return DeliveryReport.of(report.getValue("id"), report.getValue("status"));
    }

    private WebhookSecret secret() {
        return config.smsSecret().flatMap(WebhookSecret::parse).orElseThrow();
    }

    private static SendResult result(HttpResponse<Buffer> response) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return ofBody(PostClient.json(response.bodyAsString()));
        }
        return status >= 500 ? Verdict.UNAVAILABLE.because("status " + status) : SendResult.ofStatus(status);
    }

    /** Recognises {@code "error": …}, {@code "success": false} and {@code "status": "failed"} in their usual spellings. */
    private static SendResult ofBody(JsonObject answer) {
        boolean error = Stream.of("error", "errors")
                        .anyMatch(name -> !NO_ERROR.contains(String.valueOf(answer.getValue(name))))
                || Stream.of("success", "ok", "accepted").anyMatch(name -> Boolean.FALSE.equals(answer.getValue(name)));
        String state = DeliveryReport.state(answer.getValue("status"), "sent");
        return error || state.equals("failed")
                ? Verdict.REJECTED.because("an error in the answer")
                : SendResult.accepted(state);
    }
}
