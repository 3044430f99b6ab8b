package dev.phoneauth.startup;

import dev.phoneauth.postgres.PostgresPool;
import dev.phoneauth.postgres.SqlState;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.startup.StartupConfig.Migrate;
import dev.phoneauth.store.Outage;
import dev.phoneauth.store.StoreConfig;
import dev.phoneauth.token.KeyRotation;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.util.ExceptionUtil;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Brings the tables up to date and reads the signing keys before the first request; waits for a silent PostgreSQL. */
@ApplicationScoped
class Migrations {
    private static final Logger LOG = Logger.getLogger("dev.phoneauth");
    private static final Duration RETRY_EVERY = Duration.ofMillis(500);
    private static final String LEFT_BEHIND =
            "the tables of the database are missing or older than this release. Start phone-auth once with"
                    + " PHONE_AUTH_STARTUP_MIGRATE=only, or set PHONE_AUTH_STARTUP_MIGRATE=at-start";
    private static final String DATABASE = "The database is named by QUARKUS_DATASOURCE_REACTIVE_URL,"
            + " QUARKUS_DATASOURCE_USERNAME and QUARKUS_DATASOURCE_PASSWORD";
    private static final String AUTHORITY = "The authority that has signed its certificate is named by"
            + " QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS, see docs/operations.md";
    private static final String SCHEMA = "If another application has made it, name a schema for phone-auth in"
            + " PHONE_AUTH_STORE_SCHEMA, such as phone_auth";
    private static final String POOLER = "A pooler that shares connections between transactions needs"
            + " QUARKUS_DATASOURCE_REACTIVE_CACHE_PREPARED_STATEMENTS=false and"
            + " QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_USE_LAYER7_PROXY=true";

    /** What to do, by SQLSTATE: a table or function exists, a prepared statement exists or does not. */
    private static final Map<String, String> ADVICE =
            Map.of("42P07", SCHEMA, "42723", SCHEMA, "42P05", POOLER, "26000", POOLER);

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
        Uni<Void> migrated = Outage.failAfter(store.timeout(), Migration.areAllApplied(pool))
                .chain(applied -> applied ? Uni.createFrom().voidItem() : applyMissing());
        return config.migrate() == Migrate.ONLY ? migrated : migrated.chain(keys::prepare);
    }

    private Uni<Void> applyMissing() {
        return config.migrate() == Migrate.NEVER
                ? Uni.createFrom().failure(new ConfigurationException(LEFT_BEHIND))
                : untilEnd(connections.withoutTimeLimit(Migration::applyMissing));
    }

    private Uni<Void> waitForPostgres(Throwable failure) {
        LOG.warnf(
                "Waiting for PostgreSQL for %s: %s",
                config.patience().toString().substring(2), reason(failure));
        return untilEnd(prepare()
                .onFailure(Migrations::mayPass)
                .retry()
                .withBackOff(RETRY_EVERY, RETRY_EVERY)
                .expireIn(config.patience().toMillis()));
    }

    /** Ends the wait on SIGTERM: Quarkus stops the application only once its start has ended. */
    private static <T> Uni<T> untilEnd(Uni<T> work) {
        Uni<T> end = Multi.createFrom()
                .ticks()
                .every(RETRY_EVERY)
                .filter(tick -> ApplicationLifecycleManager.isVmShuttingDown())
                .toUni()
                .chain(() -> Uni.createFrom().failure(new ConfigurationException("it received SIGTERM")));
        return Uni.combine().any().of(work, end);
    }

    private static boolean mayPass(Throwable failure) {
        return SqlState.isOutage(failure) || Problem.SERVICE_UNAVAILABLE.isCauseOf(ExceptionUtil.getRootCause(failure));
    }

    /** A sentence, if PostgreSQL refused or did not answer; a bug keeps its stack trace. */
    private static Throwable refusal(Throwable failure) {
        boolean silent = mayPass(failure);
        String fault = silent ? "PostgreSQL does not answer" : "the tables cannot be brought up to date";
        Optional<String> state = SqlState.of(failure);
        String reason = reason(failure);
        String advice = state.map(ADVICE::get).orElse(reason.contains("SSL") ? AUTHORITY : DATABASE);
        return silent || state.isPresent()
                ? new ConfigurationException(fault + ": " + reason + ". " + advice)
                : failure;
    }

    private static String reason(Throwable failure) {
        return Objects.requireNonNullElse(ExceptionUtil.getRootCause(failure).getMessage(), "Timeout");
    }
}
