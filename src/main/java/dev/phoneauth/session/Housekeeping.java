package dev.phoneauth.session;

import dev.phoneauth.postgres.Postgres;
import dev.phoneauth.token.SigningKey;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Deletes expired sessions and retired keys, in small batches that no request waits for. */
@ApplicationScoped
class Housekeeping {
    private static final Logger LOG = Logger.getLogger(Housekeeping.class);
    private static final int BATCH = 500;

    @Inject Postgres postgres;
    @Inject Clock clock;

    @Scheduled(
            every = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> run() {
        return clear().onFailure()
                .invoke(failure -> LOG.warnf("What has expired is not deleted before the next turn: %s", failure))
                .onFailure()
                .recoverWithNull();
    }

    Uni<Void> clear() {
        return deleteSessions()
                .chain(() -> postgres.transaction(() -> SigningKey.deleteRetired(clock.instant())))
                .replaceWithVoid();
    }

    /** Batch after batch, until one is not full. */
    private Uni<Void> deleteSessions() {
        return postgres.statement(Session.DELETE_EXPIRED, clock.instant(), BATCH)
                .chain(deleted -> deleted.rowCount() < BATCH ? Uni.createFrom().voidItem() : deleteSessions());
    }
}
