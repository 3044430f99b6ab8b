package dev.phoneauth.startup;

import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** In a database whose schema {@code public} has tables of another application, the service has a schema of its own. */
class SchemaIT {
    private static Stores stores;

    @BeforeAll
    static void startStores() {
        stores = Stores.start();
    }

    @AfterAll
    static void stopStores() {
        stores.close();
    }

    /** Also a table and a history of migrations with the names of ours. */
    @Test
    void foreignTables_areLeftAlone() throws SQLException {
        String url = stores.newDatabase("shared");
        try (Connection connection = stores.sql("shared");
                Statement statement = connection.createStatement()) {
            statement.execute("create table users (name text)");
            statement.execute("create table flyway_schema_history (version text, success boolean)");
            statement.execute("insert into users values ('Ada')");
            for (int start = 0; start < 2; start++) {
                try (Service service = launch(url, Map.of("PHONE_AUTH_STORE_SCHEMA", "phone_auth"))) {
                    service.await(Service::isReady);
                    service.api().signIn(Numbers.fresh());
                }
            }
            assertEquals(2, number(statement, "select count(*) from phone_auth.users"));
            assertEquals(1, number(statement, "select count(*) from public.users"));
            assertEquals(0, number(statement, "select count(*) from public.flyway_schema_history"));
        }
    }

    /** The operator has made the schema; the user of the service may make none. */
    @Test
    void userWithoutRightsOnTheDatabase_needsAnExistingSchema() throws SQLException {
        String url = stores.newDatabase("strict");
        Map<String, String> settings = Map.of(
                "PHONE_AUTH_STORE_SCHEMA", "phone_auth",
                "QUARKUS_DATASOURCE_USERNAME", "phone_auth",
                "QUARKUS_DATASOURCE_PASSWORD", "phone_auth");
        try (Connection connection = stores.sql("strict");
                Statement statement = connection.createStatement()) {
            statement.execute("create role phone_auth login password 'phone_auth'");
            try (Service service = launch(url, settings)) {
                assertEquals(1, service.awaitExit());
                assertThat(service.output(), containsString("permission denied for database strict"));
            }
            statement.execute("create schema phone_auth authorization phone_auth");
            try (Service service = launch(url, settings)) {
                service.await(Service::isReady);
                service.api().signIn(Numbers.fresh());
            }
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static Service launch(String url, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("QUARKUS_PROFILE", "demo");
        all.put("PHONE_AUTH_STORE_TIMEOUT", "5S");
        all.put("QUARKUS_DATASOURCE_REACTIVE_URL", url);
        return Service.launchOn(stores.environment(), all);
    }
}
