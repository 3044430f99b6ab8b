package dev.phoneauth.startup;

import dev.phoneauth.store.SqlState;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Which migrations the database has, in Flyway's table and with its checksums: a release that runs Flyway may come before
 * this one and after it. Flyway itself would bring JDBC, a pool and a transaction manager of its own, which are a tenth of
 * the executable and of its memory, for a few files that are applied once.
 */
@ApplicationScoped
class SchemaHistory {
    private static final String APPLIED = "select version from flyway_schema_history where success";
    private static final String ADD = """
            insert into flyway_schema_history
                (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
            select coalesce(max(installed_rank), 0) + 1, $1, $2, 'SQL', $3, $4, current_user, 0, true
            from flyway_schema_history""";

    private final Pool pool;

    SchemaHistory(Pool pool) {
        this.pool = pool;
    }

    /** Also where the tables are those of a newer release, to which this one was rolled back. */
    Uni<Boolean> isUpToDate() {
        return missing(pool)
                .map(List::isEmpty)
                .onFailure(SqlState::isUndefinedTable)
                .recoverWithItem(false);
    }

    /** Applies what is missing, all of it or nothing; replicas that start together wait for each other. */
    Uni<Void> bringUpToDate() {
        return pool.withTransaction(connection -> connection
                .query(Migration.read("db/history.sql"))
                .execute()
                .chain(() -> missing(connection))
                .chain(migrations -> apply(connection, migrations)));
    }

    private static Uni<List<Migration>> missing(SqlClient client) {
        return client.query(APPLIED).execute().map(rows -> {
            Set<String> applied = StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> row.getString("version"))
                    .collect(Collectors.toSet());
            return Migration.ALL.stream()
                    .filter(migration -> !applied.contains(migration.version()))
                    .toList();
        });
    }

    private static Uni<Void> apply(SqlConnection connection, List<Migration> migrations) {
        return Multi.createFrom()
                .iterable(migrations)
                .onItem()
                .transformToUniAndConcatenate(migration -> apply(connection, migration))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Uni<?> apply(SqlConnection connection, Migration migration) {
        Tuple row = Tuple.of(migration.version(), migration.description(), migration.script(), migration.checksum());
        return connection
                .query(migration.sql())
                .execute()
                .chain(() -> connection.preparedQuery(ADD).execute(row));
    }
}
