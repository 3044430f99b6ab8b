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

    DatabasePool(StoreConfig config) {
        timeoutMillis = Math.toIntExact(config.timeout().toMillis());
        readConnections = config.readConnections();
    }

    /** Quarkus asks for it at start, on behalf of Hibernate. */
    @Override
    public Pool create(Input input) {
        input.pgConnectOptionsList().forEach(this::bound);
        reader = reader(input);
        Pool pool = PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
        connectMeanwhile(pool);
        return pool;
    }

    /** The first connection is made while the rest of the service starts; where that fails, whoever needs one next is told. */
    private static void connectMeanwhile(Pool pool) {
        pool.getConnection().onSuccess(SqlConnection::close);
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
        List<SqlConnectOptions> pipelined = input.pgConnectOptionsList().stream()
                .<SqlConnectOptions>map(options -> new PgConnectOptions(options).setPipeliningLimit(PIPELINE))
                .toList();
        return SqlClient.newInstance(PgBuilder.client()
                .with(new PoolOptions(input.poolOptions()).setMaxSize(readConnections))
                .connectingTo(pipelined)
                .using(input.vertx())
                .build());
    }

    /** A server that is cut off says nothing any more, not even that it is gone: silence tells. */
    private void bound(PgConnectOptions options) {
        options.addProperty("statement_timeout", Integer.toString(timeoutMillis))
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setReadIdleTimeout(SILENCE_SECONDS);
    }
}
