package dev.phoneauth.store;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The door to PostgreSQL. Every unit of work here is one statement, so it needs no transaction around it and costs one
 * round trip; when PostgreSQL does not answer in time the caller gets 503.
 */
@ApplicationScoped
public class Database {
    private final StoreConfig config;
    private final Pool pool;

    Database(StoreConfig config, Pool pool) {
        this.config = config;
        this.pool = pool;
    }

    /** As {@link #run}, with parameters {@code $1} and on; also where there is no request, at start or by a timer. */
    public Uni<RowSet<Row>> query(String sql, Object... parameters) {
        return answered(pool.preparedQuery(sql).execute(Tuple.from(parameters)));
    }

    public <T> Uni<T> run(Function<Mutiny.Session, Uni<? extends T>> statement) {
        return answered(Panache.withSession(() -> Panache.getSession().<T>chain(statement)));
    }

    private <T> Uni<T> answered(Uni<T> statement) {
        return statement
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .onFailure(Outage::isCauseOf)
                .transform(Outage::toProblem);
    }
}
