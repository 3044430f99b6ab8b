package dev.phoneauth.session;

import dev.phoneauth.store.Database;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Takes away what is over, sessions and keys, so that no table grows for ever: in small batches, which nobody has to wait
 * for, and by one replica at a time.
 */
@ApplicationScoped
class Housekeeping {
    private static final Logger LOG = Logger.getLogger(Housekeeping.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final int BATCH = 500;

    /** "phau": a number for the advisory lock that no other program on the same database is likely to use. */
    static final long LOCK = 0x70686175;

    private static final String TURN = "with turn as materialized (select pg_try_advisory_xact_lock($2) as mine)\n";

    private static final String DELETE_SESSIONS = TURN + """
            , over as (
                select s.id from sessions s, turn
                where turn.mine and s.expires_at <= $1 order by s.expires_at limit $3
                for update of s skip locked)
            delete from sessions using over where sessions.id = over.id""";

    private static final String DELETE_KEYS = TURN + """
            delete from signing_keys using turn where turn.mine and retires_at <= $1""";

    private final Database database;
    private final Vertx vertx;
    private final Clock clock;
    private long timer = -1;

    Housekeeping(Database database, Vertx vertx, Clock clock) {
        this.database = database;
        this.vertx = vertx;
        this.clock = clock;
    }

    void start(@Observes @Priority(40) StartupEvent start) {
        timer = vertx.setPeriodic(
                EVERY.toMillis(), tick -> clear().subscribe().with(cleared -> {}, Housekeeping::warn));
    }

    @PreDestroy
    void stop() {
        vertx.cancelTimer(timer);
    }

    Uni<Void> clear() {
        return deleteSessions()
                .chain(() -> database.query(DELETE_KEYS, clock.instant(), LOCK))
                .replaceWithVoid();
    }

    /** Batch after batch, until one is not full. */
    private Uni<Void> deleteSessions() {
        return database.query(DELETE_SESSIONS, clock.instant(), LOCK, BATCH)
                .chain(deleted -> deleted.rowCount() < BATCH ? Uni.createFrom().voidItem() : deleteSessions());
    }

    private static void warn(Throwable failure) {
        LOG.warnf("What is over was not taken away, the next turn will: %s", failure.getMessage());
    }
}
