package dev.phoneauth.store;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.SqlConnection;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The connections to PostgreSQL. Bounds what Quarkus leaves without bounds: the work of a statement that nobody waits for
 * any more, and silence. Beside the pool there are a few connections for the {@link FastLane} of reads: many travel on one,
 * which spares service and PostgreSQL most of the switching between connections.
 */
@ApplicationScoped
class DatabasePool implements PgPoolCreator {
    /** Reads under way on a connection of the lane. */
    static final int PIPELINE = 16;

    /** Connections that nobody needs are closed after it, too. */
    private static final int SILENCE_SECONDS = 30;

    private final int timeoutMillis;
    private final int readConnections;
    private volatile SqlClient reader;
    private volatile Supplier<Pool> unbounded;

    DatabasePool(StoreConfig config) {
        timeoutMillis = Math.toIntExact(config.timeout().toMillis());
        readConnections = config.readConnections();
    }

    /** Quarkus asks for it at start, on behalf of Hibernate. */
    @Override
    public Pool create(Input input) {
        List<SqlConnectOptions> asConfigured = copies(input, options -> options);
        unbounded = () -> pool(input, new PoolOptions().setMaxSize(1), asConfigured);
        input.pgConnectOptionsList().forEach(this::bound);
        reader = reader(input);
        Pool pool = pool(input, input.poolOptions(), copies(input, options -> options));
        openFirstConnection(pool);
        return pool;
    }

    /** While the rest of the service starts. Where that fails, the first query opens one or fails. */
    private static void openFirstConnection(Pool pool) {
        pool.getConnection().onSuccess(SqlConnection::close);
    }

    /** One connection, which waits for PostgreSQL as long as it takes; the caller closes it. */
    io.vertx.mutiny.sqlclient.Pool unbounded() {
        return io.vertx.mutiny.sqlclient.Pool.newInstance(unbounded.get());
    }

    SqlClient reader() {
        return reader;
    }

    /** In dev mode Vert.x lives on. */
    @PreDestroy
    void close() {
        if (reader != null) {
            reader.closeAndForget();
        }
    }

    private SqlClient reader(Input input) {
        return SqlClient.newInstance(PgBuilder.client()
                .with(new PoolOptions(input.poolOptions()).setMaxSize(readConnections))
                .connectingTo(copies(input, options -> options.setPipeliningLimit(PIPELINE)))
                .using(input.vertx())
                .build());
    }

    private static Pool pool(Input input, PoolOptions size, List<SqlConnectOptions> connections) {
        return PgBuilder.pool()
                .with(size)
                .connectingTo(connections)
                .using(input.vertx())
                .build();
    }

    private static List<SqlConnectOptions> copies(Input input, UnaryOperator<PgConnectOptions> change) {
        return input.pgConnectOptionsList().stream()
                .<SqlConnectOptions>map(options -> change.apply(new PgConnectOptions(options)))
                .toList();
    }

    /** A server that is cut off says nothing any more, not even that it is gone: silence tells. */
    private void bound(PgConnectOptions options) {
        options.addProperty("statement_timeout", Integer.toString(timeoutMillis))
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setReadIdleTimeout(SILENCE_SECONDS);
    }
}
