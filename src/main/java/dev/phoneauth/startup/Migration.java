package dev.phoneauth.startup;

import dev.phoneauth.postgres.SqlState;
import dev.phoneauth.store.Resource;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * A file of {@code db/migration}, named as Flyway names them: {@code V<version>__<description>.sql}. Which ones the database
 * has is in Flyway's table with its checksums, so that upgrades from and roll-backs to releases with Flyway work. Flyway
 * itself would bring JDBC, a pool and a transaction manager of its own, which are a tenth of the executable and of its
 * memory, for a few files that are applied once.
 */
record Migration(String version, String description, String script) {
    /** In the order in which they are applied. */
    static final List<Migration> ALL = Stream.of(
                    "V1__users_and_sessions",
                    "V2__refresh_and_devices",
                    "V3__signing_keys",
                    "V5__events",
                    "V6__earlier_refreshes",
                    "V7__access_hash",
                    "V8__invited_count",
                    "V9__used_codes")
            .map(Migration::named)
            .toList();

    /** Fails if a table or column is missing; reads no row. Migrations add no column that this release can do without. */
    static final String COLUMNS = Resource.text("db/columns.sql");

    private static final String ADD = """
            insert into flyway_schema_history
                (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
            select coalesce(max(installed_rank), 0) + 1, $1, $2, 'SQL', $3, $4, current_user, 0, true
            from flyway_schema_history""";

    private static Migration named(String name) {
        String[] parts = name.substring(1).split("__");
        return new Migration(parts[0], parts[1].replace('_', ' '), "db/migration/" + name + ".sql");
    }

    /** True also on the tables of a newer release, so that a roll-back to this one starts. */
    static Uni<Boolean> areAllApplied(Pool pool) {
        // A query of the pool would throw on the event loop too when no connection comes in time (StartIT).
        return pool.withConnection(connection -> missing(connection).call(() -> checkColumns(connection)))
                .map(List::isEmpty)
                .onFailure(SqlState::isUndefined)
                .recoverWithItem(false);
    }

    private static Uni<?> checkColumns(SqlClient client) {
        return client.query(COLUMNS).execute();
    }

    /** Applies what is missing; replicas that start together wait for each other. */
    static Uni<Void> applyMissing(SqlConnection transaction) {
        return transaction
                .query(Resource.text("db/history.sql"))
                .execute()
                .chain(() -> missing(transaction))
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .call(migration -> migration.apply(transaction))
                .collect()
                .last()
                .call(() -> checkColumns(transaction))
                .replaceWithVoid();
    }

    private static Uni<List<Migration>> missing(SqlClient client) {
        return client.query("select version from flyway_schema_history where success")
                .mapping(row -> row.getString("version"))
                .execute()
                .map(applied -> ALL.stream()
                        .filter(migration -> applied.stream().noneMatch(migration.version::equals))
                        .toList());
    }

    private Uni<?> apply(SqlConnection connection) {
        return connection
                .query(sql())
                .execute()
                .chain(() -> connection.preparedQuery(ADD).execute(Tuple.of(version, description, script, checksum())));
    }

    String sql() {
        return Resource.text(script);
    }

    /** CRC-32 of the lines without their line breaks, in UTF-8, as Flyway computes it. */
    int checksum() {
        CRC32 crc = new CRC32();
        sql().lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) crc.getValue();
    }
}
