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

/**
 * The connections to PostgreSQL, with the bounds that Quarkus leaves open: how long a statement works, how long work waits
 * for a connection, and how long a server may be silent.
 */
@ApplicationScoped
public class PostgresPool implements PgPoolCreator {
    /**
     * Ends the connections of this service to the server that is asked, also those of other replicas, but for those at work. A
     * server that only reads was or will be replaced: new connections come to its successor. The connection that asks is the
     * last, as that ends the statement.
     */
    static final String END_CONNECTIONS = """
            select pg_terminate_backend(pid)::text from pg_stat_activity
            where application_name = current_setting('application_name')
              and usename = current_user and datname = current_database()
              and (state = 'idle' or pid = pg_backend_pid())
            order by pid = pg_backend_pid()""";

    /** So a server that only reads never has a connection that waits for work, and is still there when a primary is back. */
    private static final String END_READ_ONLY =
            "; select pg_terminate_backend(pg_backend_pid()) where current_setting('transaction_read_only')::bool";

    /** A server that is cut off does not say so. Unused connections are closed after it, too. */
    private static final int SILENCE_SECONDS = 30;

    @Inject StoreConfig config;

    private volatile Input input;

    /** Quarkus asks for it at start, on behalf of Hibernate. */
    @Override
    public Pool create(Input input) {
        this.input = input;
        PoolOptions size = input.poolOptions()
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                .setConnectionTimeout(waitForConnection());
        return pool(size, SILENCE_SECONDS);
    }

    /** A transaction on a connection that waits as long as it needs to: for migrations. */
    public <T> Uni<T> withoutTimeLimit(Function<SqlConnection, Uni<T>> work) {
        Pool unbounded = pool(new PoolOptions().setMaxSize(1), 0);
        io.vertx.mutiny.sqlclient.Pool own = io.vertx.mutiny.sqlclient.Pool.newInstance(unbounded);
        return own.withTransaction(work).eventually(own::close);
    }

    /** Half of the time, so that what is begun has time left. */
    private int waitForConnection() {
        return Math.toIntExact(config.timeout().toMillis() / 2);
    }

    /**
     * Each connection is set by a statement: PgBouncer would refuse the same as options of its start.
     *
     * @param silence after how many seconds of silence a connection is closed; 0 for never
     */
    private Pool pool(PoolOptions size, int silence) {
        String sql = "set statement_timeout = " + config.timeout().toMillis()
                + config.schema().map("; set search_path = "::concat).orElse("")
                + END_READ_ONLY;
        return PgBuilder.pool()
                .with(size)
                .connectingTo(input.pgConnectOptionsList().stream()
                        .map(options -> connectOptions(options, silence))
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
    private static SqlConnectOptions connectOptions(PgConnectOptions options, int silence) {
        PgConnectOptions copy = new PgConnectOptions(options).setUseLayer7Proxy(options.getUseLayer7Proxy());
        copy.getProperties().remove("extra_float_digits");
        if (copy.getSslMode() == SslMode.VERIFY_FULL) {
            copy.setHostnameVerificationAlgorithm("HTTPS");
        }
        copy.setIdleTimeoutUnit(TimeUnit.SECONDS).setReadIdleTimeout(silence);
        return copy;
    }
}
