package dev.phoneauth.events;

import dev.phoneauth.store.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * The table {@code events}. Whoever changes something inserts its event in the same statement, so that both are there
 * or neither is; {@link #isOn} is a condition of that insert. Ids alone go into an event, never a phone number.
 */
@ApplicationScoped
public class Outbox {
    private static final Logger LOG = Logger.getLogger(Outbox.class);
    private static final int BATCH = 20;

    private static final String ADD = """
            insert into events (id, type, data, happened_at, due_at)
            values (gen_random_uuid(), $1, $2, $3, $3)""";

    /** Replicas take different rows, none waits for another; one that dies lets its rows go when they are due again. */
    private static final String CLAIM = """
            update events set attempts = attempts + 1, due_at = $2
            where id in (select id from events where due_at <= $1 order by due_at limit $3 for update skip locked)
            returning id, type, data, happened_at, attempts""";

    private static final String POSTPONE = "update events set due_at = $2 where id = $1";
    private static final String REMOVE = "delete from events where id = $1";

    private final EventsConfig config;
    private final Database database;
    private final Clock clock;

    Outbox(EventsConfig config, Database database, Clock clock) {
        this.config = config;
        this.database = database;
        this.clock = clock;
    }

    /** Whether anybody wants to know; if not, no event is to be kept. */
    public boolean isOn() {
        return config.url().isPresent();
    }

    /** For what happened outside of the database: nobody waits for it, and it is lost if the database is away. */
    public void add(String type, JsonObject data) {
        if (isOn()) {
            database.query(ADD, type, data, clock.instant())
                    .subscribe()
                    .with(done -> {}, failure -> LOG.warnf("%s is told to nobody: %s", type, failure));
        }
    }

    /** Those that are due, to be sent by nobody else for as long as {@code lease}. */
    Uni<List<Event>> claim(Duration lease) {
        Instant now = clock.instant();
        return database.query(CLAIM, now, now.plus(lease), BATCH)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(Event::of)
                        .toList());
    }

    Uni<Void> postpone(Event event, Duration wait) {
        return database.query(POSTPONE, event.id(), clock.instant().plus(wait)).replaceWithVoid();
    }

    Uni<Void> remove(UUID event) {
        return database.query(REMOVE, event).replaceWithVoid();
    }
}
