package dev.phoneauth.store;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The door to PostgreSQL. Every unit of work here is one statement, so it needs no transaction around it and costs one
 * round trip; when PostgreSQL does not answer in time the caller gets 503.
 */
@ApplicationScoped
public class Database {
    /** Quick is what takes no more than a sixteenth of the longest time. */
    private static final int QUICK_SHARE = 16;

    private final StoreConfig config;
    private final Pool pool;
    private final DatabasePool connections;
    private final Turnstile turnstile;
    private final FastLane lane;

    Database(
            StoreConfig config,
            Pool pool,
            DatabasePool connections,
            Vertx vertx,
            @ConfigProperty(name = "quarkus.datasource.reactive.max-size") int poolSize) {
        this.config = config;
        this.pool = pool;
        this.connections = connections;
        this.turnstile = new Turnstile(vertx, poolSize, config.timeout().dividedBy(2));
        this.lane = new FastLane(
                config.readConnections() * DatabasePool.PIPELINE,
                config.timeout().dividedBy(QUICK_SHARE));
    }

    /**
     * As {@link #run}, with parameters {@code $1} and on, an {@link Instant} among them as a {@code timestamptz}; also where
     * there is no request, at start or by a timer.
     */
    public Uni<RowSet<Row>> query(String sql, Object... parameters) {
        Tuple known = tuple(parameters);
        return answered(() -> byPool(sql, known));
    }

    /** As {@link #query}, for a statement that only reads: by the fast lane, if there is place. */
    public Uni<RowSet<Row>> read(String sql, Object... parameters) {
        Tuple known = tuple(parameters);
        return answered(() ->
                lane.pass(() -> connections.reader().preparedQuery(sql).execute(known), () -> byPool(sql, known)));
    }

    public <T> Uni<T> run(Function<Mutiny.Session, Uni<? extends T>> statement) {
        return answered(() -> turnstile.pass(
                () -> Panache.withSession(() -> Panache.getSession().<T>chain(statement))));
    }

    /** A transaction on a connection of its own, which may take as long as it needs: for migrations. */
    public <T> Uni<T> withoutTimeLimit(Function<SqlConnection, Uni<T>> work) {
        Pool own = connections.unbounded();
        return own.withTransaction(work).eventually(own::close);
    }

    private Uni<RowSet<Row>> byPool(String sql, Tuple parameters) {
        return turnstile.pass(() -> pool.preparedQuery(sql).execute(parameters));
    }

    private static Tuple tuple(Object... parameters) {
        return Tuple.from(Stream.of(parameters).map(Database::known).toArray());
    }

    /** The driver knows no instants. */
    private static Object known(Object parameter) {
        return parameter instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : parameter;
    }

    private <T> Uni<T> answered(Supplier<Uni<T>> statement) {
        return toItsEnd(statement)
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .onFailure(Outage::isCauseOf)
                .transform(Outage::toProblem);
    }

    /**
     * Whoever asked may hang up or lose patience: the work goes on, for a session that is broken off in the midst of it
     * would put a busy connection back into the pool. PostgreSQL bounds the statement.
     */
    private static <T> Uni<T> toItsEnd(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(asker -> work.get().subscribe().with(asker::complete, asker::fail));
    }
}
