package dev.phoneauth.startup;

import dev.phoneauth.startup.StartupConfig.Migrate;
import dev.phoneauth.store.StoreConfig;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Brings the tables up to date before the first request, and waits for a PostgreSQL that does not answer yet. */
@ApplicationScoped
class Migrations {
    private static final Logger LOG = Logger.getLogger("dev.phoneauth");
    private static final long RETRY_MILLIS = 500;
    private static final String LEFT_BEHIND =
            "the tables of the database are missing or older than this release. Start phone-auth once with"
                    + " PHONE_AUTH_STARTUP_MIGRATE=only, or set PHONE_AUTH_STARTUP_MIGRATE=at-start";

    private final StartupConfig config;
    private final StoreConfig store;
    private final SchemaHistory history;
    private final Clock clock;

    Migrations(StartupConfig config, StoreConfig store, SchemaHistory history, Clock clock) {
        this.config = config;
        this.store = store;
        this.history = history;
        this.clock = clock;
    }

    void migrate(@Observes @Priority(20) StartupEvent start) {
        migratePatiently();
        if (config.migrate() == Migrate.ONLY) {
            LOG.info("The tables are up to date. phone-auth ends because PHONE_AUTH_STARTUP_MIGRATE is only");
            Quarkus.asyncExit(0);
            throw new PreventFurtherStepsException();
        }
    }

    private void migratePatiently() {
        Instant end = clock.instant().plus(config.patience());
        boolean said = false;
        for (Optional<Refusal> refusal = attempt(); refusal.isPresent(); refusal = attempt()) {
            if (!refusal.get().mayPass() || !clock.instant().isBefore(end)) {
                throw new ConfigurationException(refusal.get().sentence());
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
            if (history.isUpToDate().await().atMost(store.timeout())) {
                return Optional.empty();
            }
            if (config.migrate() == Migrate.NEVER) {
                return Optional.of(new Refusal(false, LEFT_BEHIND));
            }
            history.bringUpToDate().await().indefinitely();
            return Optional.empty();
        } catch (RuntimeException failed) {
            return Optional.of(Refusal.of(failed));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new ConfigurationException("the process was stopped while it waited for PostgreSQL");
        }
    }
}
