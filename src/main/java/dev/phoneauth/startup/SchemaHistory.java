package dev.phoneauth.startup;

import dev.phoneauth.postgres.PostgresPool;
import dev.phoneauth.postgres.SqlState;
import dev.phoneauth.store.Resource;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;

/**
 * Which migrations the database has, in Flyway's table and with its checksums, so that upgrades from and roll-backs to
 * releases with Flyway work. Flyway itself would bring JDBC, a pool and a transaction manager of its own, which are a tenth
 * of the executable and of its memory, for a few files that are applied once.
 */
@ApplicationScoped
class SchemaHistory {
    private static final String APPLIED = "select version from flyway_schema_history where success";
    private static final String ADD = """
            insert into flyway_schema_history
                (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
            select coalesce(max(installed_rank), 0) + 1, $1, $2, 'SQL', $3, $4, current_user, 0, true
            from flyway_schema_history""";

    @Inject PostgresPool connections;
    @Inject Pool pool;

    /** True also on the tables of a newer release, so that a roll-back to this one starts. */
    Uni<Boolean> isUpToDate() {
        // Not a query of the pool: when the wait for a connection times out, that throws on the event loop too
        // (StartIT).
        return pool.withConnection(SchemaHistory::missing)
                .map(List::isEmpty)
                .onFailure(SqlState::isUndefinedTable)
                .recoverWithItem(false);
    }

    /** Applies what is missing, all of it or nothing; replicas that start together wait for each other. */
    Uni<Void> bringUpToDate() {
        return connections.withoutTimeLimit(connection -> connection
                .query(Resource.text("db/history.sql"))
                .execute()
                .chain(() -> missing(connection))
                .chain(migrations -> apply(connection, migrations)));
    }

    private static Uni<List<Migration>> missing(SqlClient client) {
        return client.query(APPLIED)
                .mapping(row -> row.getString("version"))
                .execute()
                .chain(rows -> rows.toMulti().collect().asSet())
                .map(SchemaHistory::allBut);
    }

    private static List<Migration> allBut(Set<String> applied) {
        return Migration.ALL.stream()
                .filter(migration -> !applied.contains(migration.version()))
                .toList();
    }

    private static Uni<Void> apply(SqlConnection connection, List<Migration> migrations) {
        return Multi.createFrom()
                .iterable(migrations)
                .call(migration -> apply(connection, migration))
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
