package dev.phoneauth.event;

import dev.phoneauth.webhook.NoResponse;
import dev.phoneauth.webhook.WebhookSecret;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.MultiMap;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** The server at {@code phone-auth.events.url}, which gets each event as a signed POST. */
@ApplicationScoped
class WebhookReceiver {
    private static final int CONNECTIONS = 20;

    private final EventsConfig config;

    /** There if there is a URL. */
    private final Optional<WebhookSecret> secret;

    private final WebClient http;
    private final Clock clock;

    WebhookReceiver(EventsConfig config, Vertx vertx, Clock clock) {
        this.config = config;
        this.secret = config.secret().flatMap(WebhookSecret::parse);
        this.clock = clock;
        this.http = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setFollowRedirects(false)
                        .setUserAgent("phone-auth")
                        .setMaxPoolSize(CONNECTIONS)
                        .setConnectTimeout((int) config.timeout().toMillis()));
    }

    /** The reason why it did not take the event; empty if it did. */
    Uni<String> post(Event event) {
        String body = event.body();
        return http.postAbs(config.url().orElseThrow().toString())
                .timeout(config.timeout().toMillis())
                .putHeader("Content-Type", "application/json")
                .putHeaders(MultiMap.caseInsensitiveMultiMap()
                        .addAll(secret.orElseThrow().headers(event.id.toString(), clock.instant(), body)))
                .sendBuffer(Buffer.buffer(body))
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .map(answer -> answer.statusCode() / 100 == 2 ? "" : "status " + answer.statusCode())
                .onFailure(NoResponse::isCauseOf)
                .recoverWithItem(failure -> failure.getClass().getSimpleName());
    }
}
