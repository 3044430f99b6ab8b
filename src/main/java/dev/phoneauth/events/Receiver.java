package dev.phoneauth.events;

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

/** Whoever is told of events: gets each as a signed POST. */
@ApplicationScoped
class Receiver {
    private static final int CONNECTIONS = 20;

    private final EventsConfig config;

    /** There if there is a URL. */
    private final Optional<WebhookSecret> secret;

    private final WebClient http;
    private final Clock clock;

    Receiver(EventsConfig config, Vertx vertx, Clock clock) {
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

    /** Why it was not taken; empty if it was. Fails when there is no answer. */
    Uni<String> take(Event event) {
        String body = event.body();
        return http.postAbs(config.url().orElseThrow().toString())
                .timeout(config.timeout().toMillis())
                .putHeader("Content-Type", "application/json")
                .putHeaders(MultiMap.caseInsensitiveMultiMap()
                        .addAll(secret.orElseThrow().headers(event.id().toString(), clock.instant(), body)))
                .sendBuffer(Buffer.buffer(body))
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .map(answer -> answer.statusCode() / 100 == 2 ? "" : "status " + answer.statusCode());
    }
}
