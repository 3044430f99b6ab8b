package dev.phoneauth.postgres;

import dev.phoneauth.store.Outage;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Deletes rows that are over, in small batches that no request waits for. */
@ApplicationScoped
class Housekeeping {
    private static final int BATCH = 500;

    /** Native for {@code skip locked}: replicas take different rows, and requests do not wait. */
    private static final String DELETE = """
            delete from %1$s where ctid = any(array(
                select ctid from %1$s where %2$s <= $1 order by %2$s limit $2 for update skip locked))""";

    private static final String SESSIONS = DELETE.formatted("sessions", "expires_at");
    private static final String SIGNING_KEYS = DELETE.formatted("signing_keys", "retires_at");

    private static final String USED_CODES = DELETE.formatted("used_codes", "used_at");

    /** Longer than a code lives (10 minutes) and a client repeats (5 minutes). */
    private static final Duration USED_CODES_KEPT = Duration.ofDays(1);

    @Inject Postgres postgres;
    @Inject Clock clock;

    @Scheduled(
            every = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        return Outage.bestEffort(deleteOld());
    }

    Uni<Void> deleteOld() {
        Instant now = clock.instant();
        return delete(SESSIONS, now)
                .chain(() -> delete(SIGNING_KEYS, now))
                .chain(() -> delete(USED_CODES, now.minus(USED_CODES_KEPT)));
    }

    /** Batch after batch, until one is not full. */
    private Uni<Void> delete(String statement, Instant until) {
        return postgres.statement(statement, until, BATCH)
                .chain(deleted -> deleted.rowCount() < BATCH ? Uni.createFrom().voidItem() : delete(statement, until));
    }
}
