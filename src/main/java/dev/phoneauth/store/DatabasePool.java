package dev.phoneauth.store;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Bounds what Quarkus leaves without bounds: the work of a statement that nobody waits for any more, and silence. */
@ApplicationScoped
class DatabasePool implements PgPoolCreator {
    /** Connections that nobody needs are closed after it, too. */
    private static final int SILENCE_SECONDS = 30;

    private final int timeoutMillis;

    DatabasePool(StoreConfig config) {
        timeoutMillis = Math.toIntExact(config.timeout().toMillis());
    }

    @Override
    public Pool create(Input input) {
        input.pgConnectOptionsList().forEach(this::bound);
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }

    /** A server that is cut off says nothing any more, not even that it is gone: silence tells. */
    private void bound(PgConnectOptions options) {
        options.addProperty("statement_timeout", Integer.toString(timeoutMillis))
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setReadIdleTimeout(SILENCE_SECONDS);
    }
}
