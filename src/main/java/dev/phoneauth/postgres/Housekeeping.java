package dev.phoneauth.postgres;

import dev.phoneauth.store.Outage;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Deletes rows that are over, in small batches that no request waits for. */
@ApplicationScoped
class Housekeeping {
    private static final int BATCH = 500;

    /** Native for {@code skip locked}: replicas take different rows, and requests do not wait. */
    private static final String DELETE = """
            delete from %1$s where ctid = any(array(
                select ctid from %1$s where %2$s <= $1 order by %2$s limit $2 for update skip locked))""";

    /** Longer than a code lives (10 minutes) and a client repeats (5 minutes). */
    private static final Duration USED_CODES_KEPT = Duration.ofDays(1);

    @Inject Postgres postgres;
    @Inject Clock clock;

    @Scheduled(
            every = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> deleteOld() {
        Instant now = clock.instant();
        return Outage.bestEffort(delete("sessions", "expires_at", now)
                .chain(() -> delete("signing_keys", "retires_at", now))
                .chain(() -> delete("used_codes", "used_at", now.minus(USED_CODES_KEPT))));
    }

    private Uni<Void> delete(String table, String column, Instant until) {
        return postgres.statement(String.format(Locale.ROOT, DELETE, table, column), until, BATCH)
                .chain(deleted ->
                        deleted.rowCount() < BATCH ? Uni.createFrom().voidItem() : delete(table, column, until));
    }
}
