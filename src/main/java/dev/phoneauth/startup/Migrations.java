package dev.phoneauth.startup;

import dev.phoneauth.postgres.PostgresPool;
import dev.phoneauth.postgres.SqlState;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.startup.StartupConfig.Migrate;
import dev.phoneauth.store.Outage;
import dev.phoneauth.store.StoreConfig;
import dev.phoneauth.token.KeyRotation;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.util.ExceptionUtil;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Objects;
import org.jboss.logging.Logger;

/** Brings the tables up to date and reads the signing keys before the first request; waits for a silent PostgreSQL. */
@ApplicationScoped
class Migrations {
    private static final Logger LOG = Logger.getLogger("dev.phoneauth");
    private static final Duration RETRY_EVERY = Duration.ofMillis(500);
    private static final String LEFT_BEHIND =
            "the tables of the database are missing or older than this release. Start phone-auth once with"
                    + " PHONE_AUTH_STARTUP_MIGRATE=only, or set PHONE_AUTH_STARTUP_MIGRATE=at-start";
    private static final String REFUSED = "%s: %s. The database is named by QUARKUS_DATASOURCE_REACTIVE_URL,"
            + " QUARKUS_DATASOURCE_USERNAME and QUARKUS_DATASOURCE_PASSWORD";

    @Inject StartupConfig config;
    @Inject StoreConfig store;
    @Inject PostgresPool connections;
    @Inject Pool pool;
    @Inject KeyRotation keys;

    void migrate(@Observes @Priority(20) StartupEvent start) {
        prepare()
                .onFailure(failure -> mayPass(failure) && !config.patience().isZero())
                .recoverWithUni(this::waitForPostgres)
                .onFailure()
                .transform(Migrations::refusal)
                .await()
                .indefinitely();
        if (config.migrate() == Migrate.ONLY) {
            LOG.info("The tables are up to date. phone-auth ends because PHONE_AUTH_STARTUP_MIGRATE is only");
            Quarkus.asyncExit(0);
            throw new PreventFurtherStepsException();
        }
    }

    /** The process that only migrates makes no keys: it may have another secret. */
    private Uni<Void> prepare() {
        Uni<Void> migrated = Outage.after(store.timeout(), Migration.areAllApplied(pool))
                .chain(applied -> applied ? Uni.createFrom().voidItem() : applyMissing());
        return config.migrate() == Migrate.ONLY ? migrated : migrated.chain(keys::prepare);
    }

    private Uni<Void> applyMissing() {
        return config.migrate() == Migrate.NEVER
                ? Uni.createFrom().failure(new ConfigurationException(LEFT_BEHIND))
                : connections.withoutTimeLimit(Migration::applyMissing);
    }

    private Uni<Void> waitForPostgres(Throwable failure) {
        LOG.warnf(
                "Waiting for PostgreSQL for %s: %s",
                config.patience().toString().substring(2), reason(failure));
        return prepare()
                .onFailure(Migrations::mayPass)
                .retry()
                .withBackOff(RETRY_EVERY, RETRY_EVERY)
                .expireIn(config.patience().toMillis());
    }

    private static boolean mayPass(Throwable failure) {
        return SqlState.isOutage(failure) || Problem.SERVICE_UNAVAILABLE.isCauseOf(ExceptionUtil.getRootCause(failure));
    }

    /** A sentence, if PostgreSQL refused or did not answer; a bug keeps its stack trace. */
    private static Throwable refusal(Throwable failure) {
        boolean silent = mayPass(failure);
        String fault = silent ? "PostgreSQL does not answer" : "the tables cannot be brought up to date";
        return silent || SqlState.of(failure).isPresent()
                ? new ConfigurationException(REFUSED.formatted(fault, reason(failure)))
                : failure;
    }

    private static String reason(Throwable failure) {
        return Objects.requireNonNullElse(ExceptionUtil.getRootCause(failure).getMessage(), "Timeout");
    }
}
