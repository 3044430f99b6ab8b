package dev.phoneauth.sms;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * POSTs texts to a gateway of the operator's own; any 2xx means accepted.
 *
 * @see <a href="https://www.standardwebhooks.com">Standard Webhooks</a>
 */
@ApplicationScoped
class WebhookSender implements SmsSender {
    private static final String SECRET_PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";

    private final SmsConfig config;
    private final WebClient http;
    private final Clock clock;

    WebhookSender(SmsConfig config, Vertx vertx, Clock clock) {
        this.config = config;
        this.http = WebClient.create(
                vertx, new WebClientOptions().setFollowRedirects(false).setConnectTimeout((int)
                                config.timeout().toMillis()));
        this.clock = clock;
    }

    @Override
    public Uni<Void> send(Sms sms) {
        String body = new JsonObject()
                .put("id", sms.id())
                .put("to", sms.to().e164())
                .put("text", sms.text())
                .put("channel", "sms")
                .encode();
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        return http.postAbs(config.webhook().url().orElseThrow().toString())
                .timeout(config.timeout().toMillis())
                .putHeader("Content-Type", "application/json")
                .putHeader("webhook-id", sms.id())
                .putHeader("webhook-timestamp", timestamp)
                .putHeader("webhook-signature", "v1," + signature(sms.id() + "." + timestamp + "." + body))
                .sendBuffer(Buffer.buffer(body))
                .invoke(WebhookSender::refuseUnlessAccepted)
                .replaceWithVoid();
    }

    private static void refuseUnlessAccepted(HttpResponse<Buffer> response) {
        if (response.statusCode() / 100 != 2) {
            throw new SmsRefused("the gateway answered " + response.statusCode());
        }
    }

    private String signature(String content) {
        String secret = config.webhook().secret().orElseThrow();
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(
                    new SecretKeySpec(Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length())), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
