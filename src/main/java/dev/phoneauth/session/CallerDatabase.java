package dev.phoneauth.session;

import dev.phoneauth.problem.Problem;
import dev.phoneauth.store.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The door to the database on behalf of a caller. Whether he is still signed in is asked in the very statement that does
 * his work: it joins the session {@code $1} of the user {@code $2}, unless that has expired by {@code $3}, now, and has no
 * row if there is none such. Its own parameters begin with {@code $4}.
 */
@ApplicationScoped
public class CallerDatabase {
    private final Database database;
    private final Clock clock;

    CallerDatabase(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Changes something, in one row; fails with {@code not_authenticated} when there is none. */
    public Uni<Row> change(String sql, Caller caller, Object... parameters) {
        return database.query(sql, of(caller, parameters))
                .map(CallerDatabase::ofTheLiving)
                .map(rows -> rows.get(0));
    }

    /** As {@link #readAll}, for a statement that has one row at most. */
    public Uni<Row> read(String sql, Caller caller, Object... parameters) {
        return readAll(sql, caller, parameters).map(rows -> rows.get(0));
    }

    /** @return at least one row; fails with {@code not_authenticated} when there is none */
    public Uni<List<Row>> readAll(String sql, Caller caller, Object... parameters) {
        return database.read(sql, of(caller, parameters)).map(CallerDatabase::ofTheLiving);
    }

    private Object[] of(Caller caller, Object... parameters) {
        Stream<Object> known = Stream.of(caller.session(), caller.user(), clock.instant());
        return Stream.concat(known, Stream.of(parameters)).toArray();
    }

    private static List<Row> ofTheLiving(RowSet<Row> rows) {
        if (rows.size() == 0) {
            throw Problem.NOT_AUTHENTICATED.failure();
        }
        return StreamSupport.stream(rows.spliterator(), false).toList();
    }
}
