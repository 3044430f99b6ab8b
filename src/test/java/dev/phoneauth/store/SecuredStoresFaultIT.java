package dev.phoneauth.store;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Certificates;
import dev.phoneauth.testsupport.Daemon;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** Stores as a managed service offers them: TLS only, a private certificate authority, a user, a password of any characters. */
class SecuredStoresFaultIT {
    private static final String PASSWORD = "a$$b${c}%d\\e@f:g/h#i,j+k=l";
    private static final String ENCODED = "a%24%24b%24%7Bc%7D%25d%5Ce%40f%3Ag%2Fh%23i%2Cj%2Bk%3Dl";

    @TempDir
    static Path directory;

    private static Certificates certificates;
    private static Stores stores;
    private static Daemon redis;

    @BeforeAll
    static void start() throws Exception {
        certificates = Certificates.in(directory);
        stores = Stores.start();
        securePostgres();
        redis = secureRedis();
    }

    @AfterAll
    static void stop() {
        if (redis != null) {
            redis.close();
        }
        if (stores != null) {
            stores.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goodSettings")
    void service_startsAndServes(Map<String, String> settings) {
        try (Service service = Service.start(stores, demo(settings))) {
            Api api = service.api();
            api.profile(api.signIn(Numbers.fresh())).then().statusCode(200);
            assertThat(service.output(), not(containsString("a$$b")));
            assertThat(service.output(), not(containsString("a%24")));
        }
    }

    static Stream<Map<String, String>> goodSettings() {
        String verified = "localhost:" + stores.postgresPort() + "/postgres?sslmode=verify-full";
        String redisAddress = "localhost:" + redis.port();
        return Stream.of(
                Map.of(
                        "QUARKUS_DATASOURCE_REACTIVE_URL",
                        stores.postgresUrl("postgres") + "?sslmode=require",
                        "QUARKUS_DATASOURCE_REACTIVE_TRUST_ALL",
                        "true"),
                verified(Map.of()),
                verified(Map.of(
                        "QUARKUS_DATASOURCE_REACTIVE_URL",
                        "postgres://phone-auth:" + ENCODED + "@" + verified,
                        "QUARKUS_DATASOURCE_USERNAME",
                        "",
                        "QUARKUS_DATASOURCE_PASSWORD",
                        "")),
                verified(redis("rediss://phone-auth:" + ENCODED + "@" + redisAddress, "")),
                verified(redis("rediss://" + redisAddress + "?user=phone-auth", PASSWORD)));
    }

    private static Map<String, String> redis(String url, String password) {
        return Map.of(
                "QUARKUS_REDIS_HOSTS",
                url,
                "QUARKUS_REDIS_PASSWORD",
                password,
                "QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM",
                "true",
                "QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM_CERTS",
                certificates.authority().toString(),
                "QUARKUS_REDIS_TLS_HOSTNAME_VERIFICATION_ALGORITHM",
                "HTTPS");
    }

    @Test
    void databaseWithoutTls_isRefusedInASentence() {
        assertRefused(
                Map.of("QUARKUS_DATASOURCE_REACTIVE_URL", stores.postgresUrl("postgres")),
                "no pg_hba.conf entry for host");
    }

    @Test
    void unknownAuthority_isSaid() throws IOException {
        Certificates others = Certificates.in(Files.createDirectory(directory.resolve("others")));
        String authority = "QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS";
        assertRefused(verified(Map.of(authority, others.authority().toString())), authority);
        assertRefused(verified(Map.of(authority, "/nowhere/ca.pem")), authority + ") must name files that can be read");
    }

    /** The service is live, and not ready; the log names the cause. */
    @Test
    void unknownAuthorityOfRedis_isSaid() {
        Map<String, String> settings = verified(
                Map.of("QUARKUS_REDIS_HOSTS", "rediss://phone-auth:" + ENCODED + "@localhost:" + redis.port()));
        try (Service service = Service.launchOn(stores.environment(), demo(settings))) {
            service.await(Service::isLive);
            service.await(started -> started.output().contains("Redis does not answer"));
            assertFalse(service.isReady());
            assertThat(service.output(), not(containsString("a%24")));
        }
    }

    private static Map<String, String> verified(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "QUARKUS_DATASOURCE_REACTIVE_URL",
                stores.postgresUrl("postgres") + "?sslmode=verify-full",
                "QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM",
                "true",
                "QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS",
                certificates.authority().toString()));
        all.putAll(settings);
        return all;
    }

    private static Map<String, String> demo(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "QUARKUS_PROFILE",
                "demo",
                "PHONE_AUTH_STORE_TIMEOUT",
                "5S",
                "PHONE_AUTH_STARTUP_PATIENCE",
                "1S",
                "QUARKUS_DATASOURCE_USERNAME",
                "phone-auth",
                "QUARKUS_DATASOURCE_PASSWORD",
                PASSWORD));
        all.putAll(settings);
        return all;
    }

    private static void assertRefused(Map<String, String> settings, String sentence) {
        try (Service service = Service.launchOn(stores.environment(), demo(settings))) {
            assertEquals(1, service.awaitExit());
            assertThat(service.output(), containsString(sentence));
            assertThat(service.output(), not(containsString("\tat ")));
            assertThat(service.output(), not(containsString("a$$b")));
        }
    }

    /** Users come in with TLS and a password only; the test itself without. */
    private static void securePostgres() throws SQLException, IOException {
        try (Connection connection = stores.sql();
                Statement statement = connection.createStatement()) {
            statement.execute("create role \"phone-auth\" login superuser password '" + PASSWORD + "'");
            try (ResultSet file = statement.executeQuery("show hba_file")) {
                file.next();
                Files.writeString(Path.of(file.getString(1)), """
                        hostssl all "phone-auth" all scram-sha-256
                        host all postgres all trust
                        local all all trust
                        """);
            }
            statement.execute("alter system set ssl_cert_file = '" + certificates.certificate() + "'");
            statement.execute("alter system set ssl_key_file = '" + certificates.key() + "'");
            statement.execute("alter system set ssl = on");
            statement.execute("select pg_reload_conf()");
        }
    }

    private static Daemon secureRedis() {
        return Daemon.start("redis-server", port -> {
            try {
                return List.of(Files.writeString(directory.resolve("redis.conf"), """
                                bind 127.0.0.1 ::1
                                port 0
                                tls-port %d
                                tls-cert-file %s
                                tls-key-file %s
                                tls-auth-clients no
                                save ""
                                user default off
                                user phone-auth on >%s ~phone-auth:* +@all -@dangerous +info
                                """.formatted(
                                        port, certificates.certificate(), certificates.key(), PASSWORD))
                        .toString());
            } catch (IOException failed) {
                throw new java.io.UncheckedIOException(failed);
            }
        });
    }
}
