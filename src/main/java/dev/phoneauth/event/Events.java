package dev.phoneauth.event;

import dev.phoneauth.webhook.WebhookConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;

/** Records what happened, for {@link EventPublisher} to send; nothing while {@code phone-auth.events.url} is not set. */
@ApplicationScoped
public class Events {
    @Inject WebhookConfig config;
    @Inject Clock clock;

    /** Records it in the running transaction, which it tells of: both are committed or neither is. */
    public Uni<Void> record(String type, Map<String, String> data) {
        return config.eventsUrl().isEmpty()
                ? Uni.createFrom().voidItem()
                : Event.of(type, data, clock.instant()).persist().replaceWithVoid();
    }
}
