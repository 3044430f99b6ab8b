package dev.phoneauth.event;

import dev.phoneauth.postgres.Postgres;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import org.jboss.logging.Logger;

/** Records what happened, for {@link EventPublisher} to send; nothing while {@code phone-auth.events.url} is not set. */
@ApplicationScoped
public class Events {
    private static final Logger LOG = Logger.getLogger(Events.class);

    @Inject EventsConfig config;
    @Inject Postgres postgres;
    @Inject Clock clock;

    /** Records it in the running transaction, which it tells of: both are committed or neither is. */
    public Uni<Void> record(String type, Map<String, String> data) {
        return config.url().isEmpty()
                ? Uni.createFrom().voidItem()
                : Event.of(type, data, clock.instant()).persist().replaceWithVoid();
    }

    /** Records what happened outside of PostgreSQL. The caller does not wait; while PostgreSQL is away it is lost. */
    public void recordAlone(String type, Map<String, String> data) {
        if (config.url().isPresent()) {
            postgres.separateTransaction(() -> record(type, data))
                    .subscribe()
                    .with(recorded -> {}, failure -> LOG.warnf("The event %s is lost: %s", type, failure));
        }
    }
}
