package dev.phoneauth.postgres;

import dev.phoneauth.store.StoreConfig;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The connections to PostgreSQL, with the bounds that Quarkus leaves open: how long a statement works, how long work waits
 * for a connection, and how long a server may be silent.
 */
@ApplicationScoped
public class PostgresPool implements PgPoolCreator {
    /**
     * Ends all connections of this service to the server that is asked, also those of other replicas. One that only reads was
     * or will be replaced: new connections come to its successor.
     */
    static final String END_CONNECTIONS = """
            select pg_terminate_backend(pid)::text from pg_stat_activity
            where application_name = current_setting('application_name')
              and usename = current_user and datname = current_database()""";

    /** A server that is cut off does not say so. Unused connections are closed after it, too. */
    private static final int SILENCE_SECONDS = 30;

    @Inject StoreConfig config;

    private volatile Input input;

    /** Quarkus asks for it at start, on behalf of Hibernate. */
    @Override
    public Pool create(Input input) {
        this.input = input;
        return pool(bound(input.poolOptions()), this::bound);
    }

    /** A transaction on a connection that waits as long as it needs to: for migrations. */
    public <T> Uni<T> withoutTimeLimit(Function<SqlConnection, Uni<T>> work) {
        Pool unbounded = pool(new PoolOptions().setMaxSize(1), UnaryOperator.identity());
        io.vertx.mutiny.sqlclient.Pool own = io.vertx.mutiny.sqlclient.Pool.newInstance(unbounded);
        return own.withTransaction(work).eventually(own::close);
    }

    /** Each connection is set by a statement: PgBouncer would refuse the same as options of its start. */
    private Pool pool(PoolOptions size, UnaryOperator<SqlConnectOptions> bounds) {
        String timeout = "set statement_timeout = " + config.timeout().toMillis();
        String sql = config.schema()
                .map(schema -> timeout + "; set search_path = " + schema)
                .orElse(timeout);
        return PgBuilder.pool()
                .with(size)
                .connectingTo(input.pgConnectOptionsList().stream()
                        .map(PostgresPool::compatible)
                        .map(bounds)
                        .toList())
                .withConnectHandler(
                        connection -> connection.query(sql).execute().onComplete(set -> connection.close()))
                .using(input.vertx())
                .build();
    }

    /**
     * {@code verify-full} alone is enough: the driver would ask for the way to verify the host name as well. PgBouncer refuses
     * an option that the driver adds, and that no longer changes anything since PostgreSQL 12. The driver does not copy whether
     * there is a proxy.
     */
    private static PgConnectOptions compatible(PgConnectOptions options) {
        PgConnectOptions copy = new PgConnectOptions(options).setUseLayer7Proxy(options.getUseLayer7Proxy());
        copy.getProperties().remove("extra_float_digits");
        if (copy.getSslMode() == SslMode.VERIFY_FULL) {
            copy.setHostnameVerificationAlgorithm("HTTPS");
        }
        return copy;
    }

    private SqlConnectOptions bound(SqlConnectOptions options) {
        options.setIdleTimeoutUnit(TimeUnit.SECONDS).setReadIdleTimeout(SILENCE_SECONDS);
        return options;
    }

    /** Half of the time, so that what is begun has time left. */
    private PoolOptions bound(PoolOptions options) {
        return options.setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                .setConnectionTimeout(Math.toIntExact(config.timeout().toMillis() / 2));
    }
}
