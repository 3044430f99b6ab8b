package dev.phoneauth.startup;

import dev.phoneauth.store.Resource;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The tables can be made in a step of their own, and a start waits for stores that are still to come. */
class MigrationIT {
    /** After which a connection of the pool is taken for dead. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static Stores stores;

    @BeforeAll
    static void startStores() {
        stores = Stores.start();
    }

    @AfterAll
    static void stopStores() {
        stores.close();
    }

    /** With {@code never} a replica ends while tables are missing, and starts once the job has made them. */
    @Test
    void tablesMadeByAJob_letReplicasStart() throws SQLException {
        Map<String, String> apart = database("apart");
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

    /** That the history is Flyway's is shown by {@link MigrationTest}. */
    @Test
    void olderTables_areBroughtUpToDate() throws SQLException {
        Map<String, String> older = database("older");
        makeAllTablesBut(1, "older");
        try (Service service = launch("at-start", older)) {
            service.await(Service::isReady);
            service.api().signIn(Numbers.fresh());
        }
        assertEquals(Migration.ALL.size(), applied("older"));
    }

    /** The count of invited users is of those who are there before the column is, and goes on from there. */
    @Test
    void invitedUsersOfOlderTables_areCounted() throws SQLException {
        Map<String, String> uncounted = database("uncounted");
        makeAllTablesBut(3, "uncounted");
        try (var connection = stores.sql("uncounted");
                var statement = connection.createStatement()) {
            statement.execute("""
                    insert into users (id, phone_number, invite_code, created_at)
                    select gen_random_uuid(), '+' || i, 'CODE' || i, now() from generate_series(0, 9) i""");
            statement.execute("""
                    update users u set inviter_id = i.id, activation_code = i.invite_code, activated_at = now()
                    from users i where i.phone_number = '+0' and u.phone_number between '+1' and '+4'""");
            try (Service service = launch("at-start", uncounted)) {
                service.await(Service::isReady);
            }
            assertCounts(statement, 4, 4);
            statement.execute("update users set inviter_id = inviter_id where inviter_id is not null");
            statement.execute("delete from users where phone_number = '+1'");
            assertCounts(statement, 3, 3);
            statement.execute("delete from users where phone_number = '+0'");
            assertCounts(statement, 0, 0);
        }
    }

    private static void assertCounts(Statement statement, int inAll, int most) throws SQLException {
        try (var rows = statement.executeQuery("select sum(invited_count), max(invited_count) from users")) {
            rows.next();
            assertEquals(inAll, rows.getInt(1));
            assertEquals(most, rows.getInt(2));
        }
    }

    /** Replicas that start at the same time on an empty database: one makes the tables, the others wait for it. */
    @Test
    void replicasTogether_makeTheTablesOnce() throws SQLException {
        Map<String, String> together = database("together");
        List<Service> replicas =
                Stream.generate(() -> launch("at-start", together)).limit(4).toList();
        try {
            replicas.forEach(replica -> replica.await(Service::isReady));
        } finally {
            replicas.forEach(Service::close);
        }
        assertEquals(Migration.ALL.size(), applied("together"));
    }

    /** SIGTERM ends a start at any time: while PostgreSQL is away, and while another process migrates. */
    @Test
    void startThatWaits_ends() throws Exception {
        Map<String, String> locked = database("locked");
        try (var another = stores.sql("locked");
                var statement = another.createStatement()) {
            another.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(x'6d696772617465'::bigint)");
            assertEnds(launch("at-start", locked), MigrationIT::waitsForTheLock);
        }
        Map<String, String> away = new HashMap<>(Map.of("PHONE_AUTH_STARTUP_PATIENCE", "1H"));
        away.put("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://localhost:1/x");
        assertEnds(launch("at-start", away), started -> started.output().contains("Waiting for PostgreSQL"));
        try (ServerSocket silent = new ServerSocket(0)) {
            away.put("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://localhost:" + silent.getLocalPort() + "/x");
            assertEnds(launch("never", away), started -> started.output().contains("Waiting for PostgreSQL"));
        }
    }

    private static boolean waitsForTheLock(Service started) {
        return stores.number("select count(*) from pg_locks where locktype = 'advisory' and not granted") == 1;
    }

    private static void assertEnds(Service starting, Predicate<Service> waits) {
        try (starting) {
            starting.await(waits);
            Instant told = Instant.now();
            starting.terminate();
            assertThat(Duration.between(told, Instant.now()), lessThan(Duration.ofSeconds(10)));
        }
    }

    /** Longer than any other statement may take, and than a connection may be silent: an index on a large table. */
    @Test
    void longMigration_isWaitedFor() throws Exception {
        Map<String, String> slow = database("slow");
        try (var another = stores.sql("slow");
                var statement = another.createStatement()) {
            another.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(x'6d696772617465'::bigint)");
            try (Service service = launch("at-start", slow)) {
                Thread.sleep(SILENCE.plusSeconds(3).toMillis());
                another.rollback();
                service.await(Service::isReady);
            }
        }
    }

    /** The history says that all is there, and it is not: no service starts on it, and one that runs is not ready. */
    @Test
    void missingColumn_isSaid() throws SQLException {
        Map<String, String> partial = database("partial");
        try (Service service = launch("at-start", partial);
                var connection = stores.sql("partial");
                var statement = connection.createStatement()) {
            service.await(Service::isReady);
            statement.execute("alter table sessions drop column access_hash");
            assertFalse(service.isReady());
            try (Service late = launch("never", partial)) {
                assertEquals(1, late.awaitExit());
                assertThat(late.output(), containsString("the tables of the database are missing or older"));
            }
            try (Service late = launch("at-start", partial)) {
                assertEquals(1, late.awaitExit());
                assertThat(late.output(), containsString("cannot be brought up to date: "));
                assertThat(late.output(), containsString("access_hash"));
            }
            statement.execute("alter table sessions add column access_hash bytea");
            service.await(Service::isReady);
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

    /** Requests that need no Redis are served, and the service is not ready. */
    @Test
    void startWithoutRedis_isLiveAndNotReady() {
        stores.killRedis();
        try (Service service = launch("at-start", Map.of())) {
            service.await(Service::isLive);
            assertFalse(service.isReady());
            service.await(started -> started.output().contains("Redis does not answer"));
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

    /** @return the setting that names an empty one */
    private static Map<String, String> database(String name) throws SQLException {
        return Map.of("QUARKUS_DATASOURCE_REACTIVE_URL", stores.newDatabase(name));
    }

    private static void makeAllTablesBut(int newest, String database) throws SQLException {
        try (var connection = stores.sql(database);
                var statement = connection.createStatement()) {
            statement.execute(Resource.text("db/history.sql"));
            for (Migration migration : Migration.ALL.subList(0, Migration.ALL.size() - newest)) {
                statement.execute(migration.sql());
                statement.execute("""
                        insert into flyway_schema_history
                        values (%s, '%1$s', '%s', 'SQL', '%s', %d, 'x', now(), 1, true)""".formatted(
                        migration.version(), migration.description(), migration.script(), migration.checksum()));
            }
        }
    }

    private static int applied(String database) throws SQLException {
        try (var connection = stores.sql(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from flyway_schema_history")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static Service launch(String migrate, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("QUARKUS_PROFILE", "demo");
        all.put("PHONE_AUTH_STARTUP_MIGRATE", migrate);
        return Service.launchOn(stores.environment(), all);
    }
}
