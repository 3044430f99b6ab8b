package dev.phoneauth.store;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Await;
import dev.phoneauth.testsupport.Daemon;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Between the service and PostgreSQL stands PgBouncer, as Debian configures it, in each of the two useful modes. */
class PoolerFaultIT {
    private static final Map<String, String> SHARED = Map.of(
            "QUARKUS_DATASOURCE_REACTIVE_CACHE_PREPARED_STATEMENTS",
            "false",
            "QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_USE_LAYER7_PROXY",
            "true");

    private final Stores stores = Stores.start();
    private Path directory;

    @BeforeEach
    void makeReadableDirectory() throws IOException {
        directory = Files.createTempDirectory("phone-auth-pooler");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void stop() {
        stores.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"session", "transaction"})
    void serviceBehindAPooler_startsAndServes(String mode) {
        try (Daemon pooler = pooler(mode, 16);
                Service service = start(pooler, mode)) {
            signInTogether(service.api());
        }
    }

    /** Two connections of PostgreSQL for sixteen of the service: nothing may stay on a connection between transactions. */
    @Test
    void transactions_shareFewConnections() {
        try (Daemon pooler = pooler("transaction", 2);
                Service first = start(pooler, "transaction");
                Service second = start(pooler, "transaction")) {
            signInTogether(first.api());
            signInTogether(second.api());
        }
    }

    /** A table is locked: the statement that waits for it ends with the request, and does not pile up. */
    @ParameterizedTest
    @ValueSource(strings = {"session", "transaction"})
    void statements_areEndedInTime(String mode) throws SQLException {
        try (Daemon pooler = pooler(mode, 16);
                Service service = start(pooler, mode)) {
            Api api = service.api();
            Api.Tokens tokens = api.signIn(Numbers.fresh());
            try (Connection connection = stores.sql();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("lock table sessions");
                api.profile(tokens).then().statusCode(503);
                Await.until(() -> waiting() == 0);
                connection.rollback();
            }
            api.profile(tokens).then().statusCode(200);
        }
    }

    private long waiting() {
        return stores.number("select count(*) from pg_stat_activity where wait_event_type = 'Lock'");
    }

    private static void signInTogether(Api api) {
        List<Integer> statuses = IntStream.range(0, 60)
                .parallel()
                .mapToObj(i -> api.profile(api.signIn(Numbers.fresh())).statusCode())
                .distinct()
                .toList();
        assertEquals(List.of(200), statuses);
    }

    private Service start(Daemon pooler, String mode) {
        Map<String, String> settings = new HashMap<>(mode.equals("transaction") ? SHARED : Map.of());
        settings.put("QUARKUS_PROFILE", "demo");
        settings.put("PHONE_AUTH_STORE_TIMEOUT", "3S");
        if (mode.equals("transaction")) {
            limitStatementsOfRole();
        }
        settings.put("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://localhost:" + pooler.port() + "/postgres");
        return Service.start(stores, settings);
    }

    /** As docs/operations.md asks for: in this mode a statement may run on a connection that the service did not set. */
    private void limitStatementsOfRole() {
        try (Connection connection = stores.sql();
                Statement statement = connection.createStatement()) {
            statement.execute("alter role postgres set statement_timeout = '3s'");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private Daemon pooler(String mode, int connections) {
        return Daemon.start(
                "pgbouncer",
                port -> List.of(write("pgbouncer.ini", """
                [databases]
                * = host=localhost port=%d
                [pgbouncer]
                listen_addr = localhost
                listen_port = %d
                unix_socket_dir =
                auth_type = trust
                auth_file = %s
                pool_mode = %s
                default_pool_size = %d
                %s
                """.formatted(
                                stores.postgresPort(),
                                port,
                                write("users", "\"postgres\" \"postgres\"\n"),
                                mode,
                                connections,
                                System.getProperty("user.name").equals("root") ? "user = nobody" : ""))));
    }

    private String write(String name, String content) {
        try {
            Path file = Files.writeString(directory.resolve(name), content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            return file.toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
