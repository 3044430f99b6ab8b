package dev.phoneauth.startup;

import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import java.io.IOException;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** A bad start says in a sentence what to set, and a good one where to look. */
class StartIT {
    private static final String STRONG = "q7Xh2Lk9ZtRv4Bn8Wc1Jd6Fg3Ms5Py0A";
    private static final String PUBLIC = "not-a-secret-but-good-enough-for-dev-test-and-demo";
    private static final Map<String, String> PRODUCTION = Map.of(
            "PHONE_AUTH_SECRET", STRONG,
            "PHONE_AUTH_ISSUER", "https://auth.example.com",
            "PHONE_AUTH_SMS_SENDERS", "webhook",
            "PHONE_AUTH_SMS_WEBHOOK_URL", "http://localhost:9/sms",
            "PHONE_AUTH_SMS_WEBHOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    /** On a busy machine no store is called away. */
    private static final Map<String, String> PATIENT_DEMO =
            Map.of("QUARKUS_PROFILE", "demo", "PHONE_AUTH_STORE_TIMEOUT", "5S");

    private static Stores stores;

    @BeforeAll
    static void startStores() {
        stores = Stores.start();
    }

    @AfterAll
    static void stopStores() {
        stores.close();
    }

    /** On a database of its own: that of the demo has keys that are sealed with the demo's secret. */
    @Test
    void production_startsWithItsSettings() throws SQLException {
        Map<String, String> settings = new HashMap<>(PRODUCTION);
        settings.put("QUARKUS_DATASOURCE_REACTIVE_URL", stores.newDatabase("production"));
        try (Service service = Service.start(stores, settings)) {
            service.api().request().get("/api/account/docs/").then().statusCode(200);
            service.api().request().get("/api/account/reset/").then().statusCode(404);
            service.api().request().get("/api/account/inbox/").then().statusCode(404);
        }
    }

    /** And warns of nothing else. */
    @Test
    void demo_saysWhatItIs() {
        try (Service service = Service.start(stores, PATIENT_DEMO)) {
            service.api().signIn("+4915112345678");
            String docs = "http://localhost:" + service.port() + "/api/account/docs/";
            service.await(started -> started.output().contains(docs));
            List<String> warnings = service.output()
                    .lines()
                    .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                    .toList();
            assertThat(warnings, contains(containsString("This is the demo profile")));
        }
    }

    /** A Redis that deletes keys when it is full forgets limits. */
    @Test
    void production_refusesARedisThatEvicts() throws SQLException {
        stores.redis("CONFIG SET maxmemory-policy allkeys-lru");
        try (Service demo = Service.start(stores)) {
            Map<String, String> settings = new HashMap<>(PRODUCTION);
            settings.put("QUARKUS_DATASOURCE_REACTIVE_URL", stores.newDatabase("evicted"));
            settings.put("PHONE_AUTH_STORE_TIMEOUT", "5S");
            assertRefused(settings, List.of("its maxmemory-policy is allkeys-lru", "maxmemory-policy to noeviction"));
            assertTrue(demo.isReady());
        } finally {
            stores.redis("CONFIG SET maxmemory-policy noeviction");
        }
    }

    /** The user of the service may not ask for it. */
    @Test
    void production_warnsOfARedisThatDoesNotTell() throws SQLException {
        stores.redis("ACL SETUSER default -info");
        Map<String, String> settings = new HashMap<>(PRODUCTION);
        settings.put("QUARKUS_DATASOURCE_REACTIVE_URL", stores.newDatabase("untold"));
        settings.put("PHONE_AUTH_STORE_TIMEOUT", "5S");
        try (Service service = Service.start(stores, settings)) {
            List<String> warnings = service.output()
                    .lines()
                    .filter(line -> line.contains(" WARN "))
                    .toList();
            assertThat(warnings, contains(containsString("may not read maxmemory-policy")));
        } finally {
            stores.redis("ACL SETUSER default +info");
        }
    }

    @Test
    void misspeltVariable_isOnlyWarnedOfInTheDemo() {
        try (Service service = Service.start(
                stores,
                Map.of("QUARKUS_PROFILE", "demo", "PHONE_AUTH_CODE_LENGHT", "6", "PHONE_AUTH_PORT", "tcp://x"))) {
            assertThat(service.output(), containsString("PHONE_AUTH_CODE_LENGHT is no setting"));
            assertThat(service.output(), not(containsString("PHONE_AUTH_PORT")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "test"})
    void otherProfile_starts(String profile) {
        try (Service service = Service.start(stores, Map.of("QUARKUS_PROFILE", profile))) {
            service.api().signIn("+4915112345678");
        }
    }

    /** All constraints are told at once, and likewise all rules across settings. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("badSettings")
    void production_refusesBadSettings(Map<String, String> bad, List<String> sentences) {
        Map<String, String> settings = new HashMap<>(PRODUCTION);
        settings.putAll(bad);
        assertRefused(settings, sentences);
    }

    static Stream<Arguments> badSettings() {
        return Stream.of(
                arguments(
                        Map.of("PHONE_AUTH_SECRET", "", "PHONE_AUTH_SMS_SENDERS", ""),
                        List.of(
                                "phone-auth.secret (PHONE_AUTH_SECRET) must be at least 32 random bytes",
                                "phone-auth.sms.senders (PHONE_AUTH_SMS_SENDERS) must name at least one sender")),
                arguments(
                        Map.of("PHONE_AUTH_SECRET", STRONG.substring(1), "PHONE_AUTH_SMS_SENDERS", "log"),
                        List.of("must be at least 32 random bytes", "has log, which prints codes")),
                arguments(
                        Map.of(
                                "PHONE_AUTH_CODE_LENGTH",
                                "3",
                                "PHONE_AUTH_CODE_TTL",
                                "11M",
                                "PHONE_AUTH_HTTP_UNAUTHENTICATED_STATUS",
                                "402",
                                "PHONE_AUTH_STORE_TIMEOUT",
                                "soon",
                                "PHONE_AUTH_SMS_CALLBACK_URL",
                                "//host/x",
                                "PHONE_AUTH_TEST_NUMBERS",
                                "+15005550006=hunter2",
                                "QUARKUS_REDIS_HOSTS",
                                "redis://user:hunter2 @localhost"),
                        List.of(
                                "phone-auth.code.length (PHONE_AUTH_CODE_LENGTH) must be from 4 to 10, but is 3",
                                "phone-auth.code.ttl (PHONE_AUTH_CODE_TTL) must be at most 10M, but is 11M",
                                "phone-auth.http.unauthenticated-status (PHONE_AUTH_HTTP_UNAUTHENTICATED_STATUS)"
                                        + " must be 401 or 403, but is 402",
                                "phone-auth.store.timeout (PHONE_AUTH_STORE_TIMEOUT) has a value that cannot be read",
                                "phone-auth.sms.callback-url (PHONE_AUTH_SMS_CALLBACK_URL) must be an http or https URL",
                                "phone-auth.test-numbers[0] (PHONE_AUTH_TEST_NUMBERS) must be a number in E.164",
                                "quarkus.redis.hosts (QUARKUS_REDIS_HOSTS) has a value that cannot be read")),
                arguments(
                        Map.of(
                                "PHONE_AUTH_SECRET",
                                PUBLIC,
                                "PHONE_AUTH_TESTING_ENABLED",
                                "true",
                                "PHONE_AUTH_PHONE_DEFAULT_REGION",
                                "Germany",
                                "PHONE_AUTH_SESSION_KEYS_FILES",
                                "key.pem",
                                "PHONE_AUTH_TEST_NUMBERS",
                                "+15005550006=123456",
                                "PHONE_AUTH_CODE_MAX_TRIES",
                                "5",
                                "PHONE_AUTH_SMS_APP_NAME",
                                "x".repeat(120)),
                        List.of(
                                "is the public one of the dev, test and demo profiles",
                                "phone-auth.testing.enabled (PHONE_AUTH_TESTING_ENABLED) must be false beside a real sender",
                                "phone-auth.phone.default-region (PHONE_AUTH_PHONE_DEFAULT_REGION)"
                                        + " must be an ISO 3166 country in capitals, such as DE",
                                "phone-auth.session.keys.files (PHONE_AUTH_SESSION_KEYS_FILES) was removed",
                                "phone-auth.test-numbers-until (PHONE_AUTH_TEST_NUMBERS_UNTIL) must be the last day",
                                "phone-auth.code.max-tries (PHONE_AUTH_CODE_MAX_TRIES) is now phone-auth.code.max-attempts",
                                "phone-auth.sms.templates (PHONE_AUTH_SMS_TEMPLATES) for en: code must fit into one segment")),
                arguments(
                        Map.of(
                                "PHONE_AUTH_ISSUER",
                                "http://localhost:8000",
                                "PHONE_AUTH_AUDIENCE",
                                "app\n",
                                "PHONE_AUTH_SMS_TWILIO_AUTH_TOKEN",
                                "hunter2\n",
                                "PHONE_AUTH_SECRET_PREVIOUS",
                                "12345678".repeat(4),
                                "PHONE_AUTH_CODE_LENGHT",
                                "6",
                                "PHONE_AUTH_SMS_TEMPLATES",
                                "/nowhere"),
                        List.of(
                                "PHONE_AUTH_CODE_LENGHT is no setting, see docs/settings.md",
                                "phone-auth.issuer (PHONE_AUTH_ISSUER) must be set in production",
                                "phone-auth.audience (PHONE_AUTH_AUDIENCE) must not begin or end with white space",
                                "phone-auth.sms.twilio.auth-token (PHONE_AUTH_SMS_TWILIO_AUTH_TOKEN) must not begin or end",
                                "phone-auth.secret-previous (PHONE_AUTH_SECRET_PREVIOUS) must be the whole secret",
                                "phone-auth.sms.templates (PHONE_AUTH_SMS_TEMPLATES) must be a directory")),
                arguments(
                        Map.of(
                                "QUARKUS_DATASOURCE_REACTIVE_URL",
                                "jdbc:postgresql://user:hunter2@localhost/x",
                                "QUARKUS_REDIS_HOSTS",
                                "user:hunter2@localhost:6379"),
                        List.of(
                                "quarkus.datasource.reactive.url[0] (QUARKUS_DATASOURCE_REACTIVE_URL) must be postgresql://",
                                "quarkus.redis.hosts[0] (QUARKUS_REDIS_HOSTS) must be redis://")),
                arguments(
                        Map.of("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://user:hunter2@localhost:99999/x"),
                        List.of("QUARKUS_DATASOURCE_REACTIVE_URL")),
                arguments(
                        Map.of("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://user:hunter2@localhost/x?sslmode=on"),
                        List.of("QUARKUS_DATASOURCE_REACTIVE_URL")),
                arguments(Map.of("QUARKUS_HTTP_PORT", "eighty"), List.of("quarkus.http.port (QUARKUS_HTTP_PORT)")),
                arguments(
                        Map.of("QUARKUS_HTTP_PORT", "80000"),
                        List.of("quarkus.http.port (QUARKUS_HTTP_PORT) must be from 0 to 65535, but is 80000")),
                arguments(
                        Map.of("QUARKUS_MANAGEMENT_PORT", "eighty"),
                        List.of("quarkus.management.port (QUARKUS_MANAGEMENT_PORT)")),
                arguments(
                        Map.of("QUARKUS_SHUTDOWN_TIMEOUT", "soon"),
                        List.of("quarkus.shutdown.timeout (QUARKUS_SHUTDOWN_TIMEOUT)")),
                arguments(Map.of("QUARKUS_LOG_LEVEL", "LOUD"), List.of("quarkus.log.level (QUARKUS_LOG_LEVEL)")),
                arguments(
                        Map.of("QUARKUS_CONFIG_LOCATIONS", "/nowhere/settings.properties"),
                        List.of(
                                "quarkus.config.locations (QUARKUS_CONFIG_LOCATIONS) must name files that can be read")),
                arguments(
                        Map.of("QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM_CERTS", "/nowhere/ca.pem"),
                        List.of("quarkus.redis.tls.trust-certificate-pem.certs"
                                + " (QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM_CERTS) must name files that can be read")),
                arguments(
                        Map.of("PHONE_AUTH_SMS_APP_NAME", "${NAME}"),
                        List.of(
                                "phone-auth.sms.app-name (PHONE_AUTH_SMS_APP_NAME) names a setting NAME that is not set")),
                arguments(
                        Map.of(
                                "QUARKUS_HTTP_PORT",
                                "8765",
                                "QUARKUS_MANAGEMENT_PORT",
                                "8765",
                                "QUARKUS_HTTP_DOMAIN_SOCKET_ENABLED",
                                "true",
                                "QUARKUS_MANAGEMENT_DOMAIN_SOCKET_ENABLED",
                                "true"),
                        List.of(
                                "quarkus.management.port (QUARKUS_MANAGEMENT_PORT)"
                                        + " must differ from quarkus.http.port, 8765",
                                "quarkus.http.domain-socket-enabled (QUARKUS_HTTP_DOMAIN_SOCKET_ENABLED) must be false",
                                "quarkus.management.domain-socket-enabled"
                                        + " (QUARKUS_MANAGEMENT_DOMAIN_SOCKET_ENABLED) must be false")),
                arguments(
                        Map.of(
                                "QUARKUS_DATASOURCE_REACTIVE_URL",
                                "postgresql://localhost:1/x",
                                "PHONE_AUTH_STARTUP_PATIENCE",
                                "1S"),
                        List.of(
                                "Waiting for PostgreSQL",
                                "PostgreSQL does not answer",
                                "Connection refused",
                                "QUARKUS_DATASOURCE_REACTIVE_URL")),
                arguments(
                        Map.of(
                                "QUARKUS_DATASOURCE_REACTIVE_URL",
                                "postgresql://localhost:1/x",
                                "PHONE_AUTH_STARTUP_MIGRATE",
                                "never",
                                "PHONE_AUTH_STARTUP_PATIENCE",
                                "0S"),
                        List.of("PostgreSQL does not answer", "QUARKUS_DATASOURCE_REACTIVE_URL")),
                arguments(
                        Map.of(
                                "QUARKUS_DATASOURCE_REACTIVE_URL",
                                stores.postgresUrl("nobody"),
                                "PHONE_AUTH_STARTUP_MIGRATE",
                                "never"),
                        List.of("\"nobody\" does not exist", "QUARKUS_DATASOURCE_REACTIVE_URL")),
                arguments(
                        Map.of("QUARKUS_DATASOURCE_REACTIVE_URL", stores.postgresUrl("nobody")),
                        List.of("\"nobody\" does not exist")));
    }

    /** Tables of another service are in the way: nothing is changed and nothing served. */
    @Test
    void failingMigration_isSaid() throws SQLException {
        String url = stores.newDatabase("taken");
        try (var connection = stores.sql("taken");
                var statement = connection.createStatement()) {
            statement.execute("create table users (name text)");
        }
        Map<String, String> settings = new HashMap<>(PRODUCTION);
        settings.put("QUARKUS_DATASOURCE_REACTIVE_URL", url);
        assertRefused(settings, List.of("the tables cannot be brought up to date", "PHONE_AUTH_STORE_SCHEMA"));
    }

    /** A host that takes connections and never says a word, as one does behind a firewall that drops packets. */
    @Test
    void silentPostgres_isSaid() throws IOException {
        try (ServerSocket silent = new ServerSocket(0)) {
            Map<String, String> settings = new HashMap<>(PRODUCTION);
            settings.put("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://localhost:" + silent.getLocalPort() + "/x");
            settings.put("PHONE_AUTH_STARTUP_PATIENCE", "1S");
            assertRefused(settings, List.of("PostgreSQL does not answer: Timeout. The database is named by"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUARKUS_HTTP_PORT", "QUARKUS_MANAGEMENT_PORT"})
    void portTaken_isSaid(String setting) {
        try (Service first = Service.start(stores)) {
            String port = Integer.toString(setting.contains("HTTP") ? first.port() : first.managementPort());
            assertRefused(
                    Map.of("QUARKUS_PROFILE", "demo", setting, port),
                    List.of("port " + port + " is taken; set " + setting));
        }
    }

    /** An address of documentation (RFC 5737), which no machine has. */
    @ParameterizedTest
    @ValueSource(strings = {"QUARKUS_HTTP_HOST", "QUARKUS_MANAGEMENT_HOST"})
    void addressOfAnotherMachine_isSaid(String setting) {
        assertRefused(
                Map.of("QUARKUS_PROFILE", "demo", setting, "192.0.2.1"), List.of("it cannot listen on port", setting));
    }

    private static void assertRefused(Map<String, String> settings, List<String> sentences) {
        try (Service service = Service.launchOn(stores.environment(), settings)) {
            assertEquals(1, service.awaitExit());
            String output = service.output();
            assertThat(output, containsString("phone-auth does not start: "));
            sentences.forEach(sentence -> assertThat(output, containsString(sentence)));
            assertThat("no stack trace", output, not(containsString("\tat ")));
            assertThat("no secret", output, not(containsString("hunter2")));
        }
    }
}
