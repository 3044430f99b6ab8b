package dev.phoneauth.startup;

import dev.phoneauth.startup.StartupConfig.Migrate;
import dev.phoneauth.store.SqlState;
import dev.phoneauth.store.StoreConfig;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

/**
 * Brings the tables up to date before the first request, and waits for a PostgreSQL that is still to come. Flyway, which
 * needs dozens of round trips on connections of its own, runs only where one query tells that it has something to do.
 */
@ApplicationScoped
class Migrations {
    /** The version of the newest file in {@code db/migration}. */
    static final String NEWEST = "6";

    private static final Logger LOG = Logger.getLogger("dev.phoneauth");
    private static final long RETRY_MILLIS = 500;
    private static final String IS_APPLIED =
            "select exists (select from flyway_schema_history where version = $1 and success)";
    private static final String LEFT_BEHIND =
            "the tables of the database are missing or older than this release: run it once"
                    + " with phone-auth.startup.migrate=only (PHONE_AUTH_STARTUP_MIGRATE), or let replicas make them: at-start";

    private final StartupConfig config;
    private final StoreConfig store;
    private final Pool pool;
    private final Instance<Flyway> flyway;
    private final Clock clock;

    Migrations(StartupConfig config, StoreConfig store, Pool pool, Instance<Flyway> flyway, Clock clock) {
        this.config = config;
        this.store = store;
        this.pool = pool;
        this.flyway = flyway;
        this.clock = clock;
    }

    void migrate(@Observes @Priority(20) StartupEvent start) {
        migratePatiently();
        if (config.migrate() == Migrate.ONLY) {
            LOG.info("The tables are up to date, and that was all to be done");
            Quarkus.asyncExit(0);
            throw new PreventFurtherStepsException();
        }
    }

    private void migratePatiently() {
        Instant end = clock.instant().plus(config.patience());
        boolean said = false;
        for (Optional<Refusal> refusal = attempt(); refusal.isPresent(); refusal = attempt()) {
            if (!refusal.get().mayPass() || !clock.instant().isBefore(end)) {
                throw new StartRefused(refusal.get().sentence());
            }
            if (!said) {
                LOG.warnf(
                        "Waiting for PostgreSQL until %s: %s",
                        end, refusal.get().sentence());
                said = true;
            }
            pause();
        }
    }

    private Optional<Refusal> attempt() {
        try {
            boolean upToDate = isNewestApplied();
            if (config.migrate() == Migrate.NEVER) {
                return upToDate ? Optional.empty() : Optional.of(new Refusal(false, LEFT_BEHIND));
            }
            if (config.migrate() == Migrate.ONLY || !upToDate) {
                flyway.get().migrate();
            }
            return Optional.empty();
        } catch (RuntimeException failed) {
            return Optional.of(Refusal.of(failed));
        }
    }

    /** Also where the tables are those of a newer release, to which this one was rolled back. */
    private boolean isNewestApplied() {
        return pool.preparedQuery(IS_APPLIED)
                .execute(Tuple.of(NEWEST))
                .map(rows -> rows.iterator().next().getBoolean(0))
                .onFailure(SqlState::isUndefinedTable)
                .recoverWithItem(false)
                .await()
                .atMost(store.timeout());
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new StartRefused("it was told to end while it waited for PostgreSQL");
        }
    }
}
