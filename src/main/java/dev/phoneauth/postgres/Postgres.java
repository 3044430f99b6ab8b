package dev.phoneauth.postgres;

import dev.phoneauth.problem.Problem;
import dev.phoneauth.store.Outage;
import dev.phoneauth.store.StoreConfig;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny.Transaction;

/**
 * Runs work on PostgreSQL, also where there is no request. Fails with {@code service_unavailable} when PostgreSQL does not
 * answer within {@code phone-auth.store.timeout}.
 */
@ApplicationScoped
public class Postgres {
    @Inject StoreConfig config;
    @Inject Pool pool;
    @Inject Vertx vertx;

    /** Reads entities in one Hibernate session without a transaction, so that a query costs one round trip. */
    public <T> Uni<T> read(Supplier<Uni<T>> work) {
        return bounded(toItsEnd(() -> Panache.withSession(work)));
    }

    /**
     * Changes entities in a transaction, which rolls back when the work fails or takes longer than the timeout. From the
     * commit on its caller waits for the result, as long again: only a commit without an answer leaves open what was done.
     */
    public <T> Uni<T> transaction(Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> transaction(work, new AtomicBoolean()));
    }

    /** @param decided whether the commit has begun or the caller was told 503: what comes first rules the other out */
    private <T> Uni<T> transaction(Supplier<Uni<T>> work, AtomicBoolean decided) {
        Uni<T> result = toItsEnd(() -> Panache.withSession(() -> Panache.withTransaction(() -> work.get()
                                .call(Panache::flush)
                                .invoke(() -> Problem.SERVICE_UNAVAILABLE.unless(decided.compareAndSet(false, true))))
                        .plug(done -> endingReadOnly(done, Postgres::endConnections))))
                .memoize()
                .indefinitely();
        return bounded(result)
                .onFailure(failure -> !decided.compareAndSet(false, true))
                .recoverWithUni(() -> bounded(result));
    }

    /** Does the work in a transaction that is rolled back, in whatever time that takes. */
    public Uni<Void> rehearse(Supplier<Uni<?>> work) {
        return toItsEnd(() -> Panache.withTransaction(() -> work.get()
                .call(Panache::flush)
                .chain(Panache::currentTransaction)
                .invoke(Transaction::markForRollback)
                .replaceWithVoid()));
    }

    /** Runs one native statement; the parameters are {@code $1} and on, an {@link Instant} as a {@code timestamptz}. */
    public Uni<RowSet<Row>> statement(String sql, Object... parameters) {
        Tuple tuple =
                Tuple.from(Stream.of(parameters).map(Postgres::driverValue).toArray());
        return bounded(toItsEnd(() -> pool.withConnection(connection -> connection
                .preparedQuery(sql)
                .execute(tuple)
                .plug(result -> endingReadOnly(
                        result,
                        () -> connection.query(PostgresPool.END_CONNECTIONS).execute())))));
    }

    /** Where the server only reads, its connections are ended. That fails, as the connection that asks ends, too. */
    private static <T> Uni<T> endingReadOnly(Uni<T> result, Supplier<Uni<?>> end) {
        return result.onFailure(SqlState::isReadOnly)
                .call(() -> end.get().replaceWithVoid().onFailure().recoverWithNull());
    }

    private static Uni<?> endConnections() {
        return Panache.getSession()
                .chain(session ->
                        session.createNativeQuery(PostgresPool.END_CONNECTIONS).getResultList());
    }

    private static Object driverValue(Object parameter) {
        return parameter instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : parameter;
    }

    private <T> Uni<T> bounded(Uni<T> work) {
        return Outage.failAfter(config.timeout(), work)
                .onFailure(SqlState::isOutage)
                .transform(Outage::toProblem);
    }

    /**
     * The work goes on when the caller hangs up or is told 503: a Hibernate session that is cancelled half-way returns a busy
     * connection to the pool. PostgreSQL's {@code statement_timeout} ends it.
     */
    private <T> Uni<T> toItsEnd(Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .emitter(caller -> safeContext()
                        .runOnContext(start ->
                                Uni.createFrom().deferred(work::get).subscribe().with(caller::complete, caller::fail)));
    }

    /** Panache keeps its session on the Vert.x context: the one of the request, or a new one at start and in timers. */
    private Context safeContext() {
        Context context = VertxContext.getOrCreateDuplicatedContext(vertx);
        VertxContextSafetyToggle.setContextSafe(context, true);
        return context;
    }
}
