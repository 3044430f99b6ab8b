package dev.phoneauth.startup;

import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The tables can be made in a step of their own, and a start waits for stores that are still to come. */
class MigrationIT {
    private static Stores stores;

    @BeforeAll
    static void startStores() {
        stores = Stores.start();
    }

    @AfterAll
    static void stopStores() {
        stores.close();
    }

    /** A replica that is told to leave the tables alone is not ready without them, and is as soon as the job has made them. */
    @Test
    void tablesMadeByAJob_letReplicasStart() throws SQLException {
        try (var connection = stores.sql();
                var statement = connection.createStatement()) {
            statement.execute("create database apart");
        }
        Map<String, String> apart = Map.of("QUARKUS_DATASOURCE_REACTIVE_URL", stores.postgresUrl("apart"));
        try (Service early = launch("never", apart)) {
            assertEquals(1, early.awaitExit());
            assertThat(
                    early.output(),
                    containsString("the tables of the database are missing or older than this release"));
        }
        try (Service job = launch("only", apart)) {
            assertEquals(0, job.awaitExit());
            assertThat(job.output(), containsString("The tables are up to date"));
        }
        try (Service replica = launch("never", apart)) {
            replica.await(Service::isReady);
            replica.api().signIn(Numbers.fresh());
        }
    }

    /** Of a release before this one, whose tables Flyway made. */
    @Test
    void olderTables_areBroughtUpToDate() throws SQLException {
        try (var connection = stores.sql();
                var statement = connection.createStatement()) {
            statement.execute("create database older");
        }
        try (var connection = stores.sql("older");
                var statement = connection.createStatement()) {
            statement.execute(Migration.read("db/history.sql"));
            for (Migration migration : Migration.ALL.subList(0, Migration.ALL.size() - 1)) {
                statement.execute(migration.sql());
                statement.execute(
                        "insert into flyway_schema_history values (%s, '%1$s', '%s', 'SQL', '%s', %d, 'x', now(), 1, true)"
                                .formatted(
                                        migration.version(),
                                        migration.description(),
                                        migration.script(),
                                        migration.checksum()));
            }
        }
        try (Service service =
                launch("at-start", Map.of("QUARKUS_DATASOURCE_REACTIVE_URL", stores.postgresUrl("older")))) {
            service.await(Service::isReady);
            service.api().signIn(Numbers.fresh());
        }
        try (var connection = stores.sql("older");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select version, checksum from flyway_schema_history order by installed_rank desc")) {
            Migration newest = Migration.ALL.get(Migration.ALL.size() - 1);
            assertTrue(rows.next());
            assertEquals(newest.version(), rows.getString(1));
            assertEquals(newest.checksum(), rows.getInt(2));
        }
    }

    /** Replicas that start at the same time on an empty database: one makes the tables, the others wait for it. */
    @Test
    void replicasTogether_makeTheTablesOnce() throws SQLException {
        try (var connection = stores.sql();
                var statement = connection.createStatement()) {
            statement.execute("create database together");
        }
        Map<String, String> together = Map.of("QUARKUS_DATASOURCE_REACTIVE_URL", stores.postgresUrl("together"));
        List<Service> replicas =
                Stream.generate(() -> launch("at-start", together)).limit(4).toList();
        try {
            replicas.forEach(replica -> replica.await(Service::isReady));
        } finally {
            replicas.forEach(Service::close);
        }
        try (var connection = stores.sql("together");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from flyway_schema_history")) {
            rows.next();
            assertEquals(Migration.ALL.size(), rows.getInt(1));
        }
    }

    /** Rolled back: the tables are those of the release after this one, which only adds to them. */
    @ParameterizedTest
    @ValueSource(strings = {"at-start", "never"})
    void tablesOfANewerRelease_areTaken(String migrate) throws SQLException {
        try (Service newer = Service.start(stores);
                var connection = stores.sql();
                var statement = connection.createStatement()) {
            statement.execute("alter table users add column if not exists of_the_future text");
            statement.execute("""
                    insert into flyway_schema_history
                    select max(installed_rank) + 1, '999', 'future', 'SQL', 'V999__future.sql', 1, 'x', now(), 1, true
                    from flyway_schema_history
                    having max(version) <> '999'""");
            newer.terminate();
        }
        try (Service older = launch(migrate, Map.of())) {
            older.await(Service::isReady);
            older.api().signIn(Numbers.fresh());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"at-start", "never"})
    void startWithoutPostgres_waitsAndSaysSo(String migrate) {
        stores.killPostgres();
        try (Service service = launch(migrate, Map.of())) {
            service.await(started -> started.output().contains("Waiting for PostgreSQL"));
            stores.startPostgres();
            service.await(Service::isReady);
            service.api().signIn(Numbers.fresh());
        }
    }

    /** Whoever needs no Redis is served; no balancer is told to send anybody. */
    @Test
    void startWithoutRedis_isLiveAndNotReady() {
        stores.killRedis();
        try (Service service = launch("at-start", Map.of())) {
            service.await(Service::isLive);
            assertFalse(service.isReady());
            service.await(started -> started.output().contains("Redis is not there"));
            stores.startRedis();
            service.await(Service::isReady);
        }
    }

    @Test
    void outage_endsReadinessButNotLife() {
        try (Service service = Service.start(stores)) {
            stores.freezePostgres();
            assertFalse(service.isReady());
            assertTrue(service.isLive());
            stores.thawPostgres();
            service.await(Service::isReady);
        }
    }

    private static Service launch(String migrate, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("QUARKUS_PROFILE", "demo");
        all.put("PHONE_AUTH_STARTUP_MIGRATE", migrate);
        return Service.launchOn(stores.environment(), all);
    }
}
