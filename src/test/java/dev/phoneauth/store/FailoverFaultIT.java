package dev.phoneauth.store;

import dev.phoneauth.testsupport.Address;
import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Await;
import dev.phoneauth.testsupport.Burst;
import dev.phoneauth.testsupport.Gateway;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.RedisProcess;
import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * A store that only reads for a while, or whose address leads to one that does: not ready, 503, and no text is sent; five
 * seconds after a primary is there, all requests are served, without a restart.
 */
class FailoverFaultIT {
    private static final Duration SOON = Duration.ofSeconds(5);

    /** More than either pool has connections. */
    private static final int CLIENTS = 20;

    private final Gateway gateway = new Gateway();
    private final Stores stores = Stores.start();
    private Address postgres;
    private Address redis;
    private Service service;
    private Api api;

    private interface Step {
        void run() throws Exception;
    }

    @BeforeEach
    void lead() {
        postgres = Address.of(stores.postgresPort());
        redis = Address.of(stores.redisPort());
    }

    @AfterEach
    void stop() {
        service.close();
        postgres.close();
        redis.close();
        stores.close();
        gateway.close();
    }

    @Test
    void connectionsToAStandby_areGivenUp() throws Exception {
        try (EmbeddedPostgres standby = stores.startStandby()) {
            assertGivenUp(
                    () -> {
                        postgres.lead(standby.getPort());
                        postgres.cut();
                    },
                    () -> postgres.lead(stores.postgresPort()));
        }
    }

    @Test
    void connectionsToAFormerPrimary_areGivenUp() throws Exception {
        try (EmbeddedPostgres standby = stores.startStandby()) {
            assertGivenUp(
                    () -> execute(
                            stores.sql(),
                            "alter system set default_transaction_read_only = on",
                            "select pg_reload_conf()"),
                    () -> {
                        execute(standby.getPostgresDatabase().getConnection(), "select pg_promote()");
                        postgres.lead(standby.getPort());
                    });
        }
    }

    @Test
    void connectionsToAReplica_areGivenUp() throws Exception {
        try (RedisProcess replica = replica()) {
            assertGivenUp(
                    () -> {
                        redis.lead(replica.port());
                        redis.cut();
                    },
                    () -> redis.lead(stores.redisPort()));
        }
    }

    @Test
    void connectionsToAFormerRedis_areGivenUp() throws Exception {
        try (RedisProcess replica = replica()) {
            assertGivenUp(
                    () -> {
                        replica.command("REPLICAOF NO ONE");
                        stores.redis("REPLICAOF 127.0.0.1 " + replica.port());
                    },
                    () -> redis.lead(replica.port()));
        }
    }

    /** Cut off from the network, it does not answer, and does not end its connections either. */
    @Test
    void connectionsToASilentRedis_areGivenUp() throws Exception {
        try (RedisProcess replica = replica()) {
            assertGivenUp(stores::freezeRedis, () -> {
                replica.command("REPLICAOF NO ONE");
                redis.lead(replica.port());
            });
        } finally {
            stores.thawRedis();
        }
    }

    @Test
    void redisWithoutMemory_isNotReady() throws Exception {
        assertGivenUp(() -> stores.redis("CONFIG SET maxmemory 1"), () -> stores.redis("CONFIG SET maxmemory 0"));
    }

    /** It cannot write its snapshot, and takes no writes until it can. */
    @Test
    void redisWithoutDisk_isNotReady() throws Exception {
        String[] directory = stores.redis("CONFIG GET dir").split("\r\n");
        stores.redis("CONFIG SET save \"3600 1\"");
        assertGivenUp(
                () -> {
                    stores.redis("CONFIG SET dir /proc");
                    stores.redis("BGSAVE");
                },
                () -> {
                    stores.redis("CONFIG SET dir " + directory[4]);
                    stores.redis("BGSAVE");
                });
    }

    private void assertGivenUp(Step begin, Step end) throws Exception {
        service = Service.start(stores, settings());
        api = service.api();
        signInSome();
        List<String> numbers = Stream.generate(Numbers::fresh).limit(CLIENTS).toList();
        numbers.forEach(number -> api.requestCode(number).then().statusCode(200));
        Map<String, String> codes = codes();
        begin.run();
        Await.until(SOON, () -> !service.isReady());
        int sent = gateway.received().size();
        assertEquals(CLIENTS, Burst.count(redeem(codes), 503));
        assertEquals(
                CLIENTS,
                Burst.count(
                        askForCodes(
                                Stream.generate(Numbers::fresh).limit(CLIENTS).toList()),
                        503));
        assertEquals(sent, gateway.received().size());
        end.run();
        Await.until(SOON, service::isReady);
        assertEquals(CLIENTS, Burst.count(redeem(codes), 200));
        api.requestCode(Numbers.fresh()).then().statusCode(200);
    }

    /** So that the numbers have a good record: a decision about such numbers writes less than one about others. */
    private void signInSome() {
        for (int i = 0; i < 3; i++) {
            String number = Numbers.fresh();
            api.requestCode(number).then().statusCode(200);
            api.redeem(number, codes().get(number)).then().statusCode(200);
        }
        gateway.forget();
    }

    /** By number. */
    private Map<String, String> codes() {
        Map<String, String> codes = new HashMap<>();
        gateway.received().stream()
                .map(Gateway.Request::json)
                .forEach(text -> codes.put(text.getString("to"), Gateway.codeIn(text.getString("text"))));
        return codes;
    }

    private List<HttpResponse<String>> askForCodes(List<String> numbers) {
        return Burst.send(numbers.stream().map(number -> Burst.post(at("auth/"), Map.of("phone_number", number))));
    }

    private List<HttpResponse<String>> redeem(Map<String, String> codes) {
        return Burst.send(codes.entrySet().stream()
                .map(sent -> Map.of("phone_number", sent.getKey(), "code", sent.getValue()))
                .map(redemption -> Burst.post(at("code/"), redemption)));
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + service.port() + "/api/account/" + path);
    }

    private RedisProcess replica() {
        RedisProcess replica = stores.startReplica();
        Await.until(() -> replica.command("INFO replication").contains("master_link_status:up"));
        return replica;
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (connection;
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("PHONE_AUTH_SMS_SENDERS", "webhook");
        settings.put("PHONE_AUTH_SMS_WEBHOOK_URL", gateway.url());
        settings.put("PHONE_AUTH_SMS_WEBHOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        settings.put("PHONE_AUTH_ISSUER", "https://id.example.com");
        settings.put("PHONE_AUTH_SECRET", "q7Xh2Lk9ZtRv4Bn8Wc1Jd6Fg3Ms5Py0A");
        settings.put("PHONE_AUTH_PHONE_CHECK", "shape");
        settings.put("PHONE_AUTH_GUARD_ADAPTIVE_MODE", "observe");
        settings.put("PHONE_AUTH_STORE_TIMEOUT", "5S");
        settings.put("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://localhost:" + postgres.port() + "/postgres");
        settings.put("QUARKUS_REDIS_TCP_READ_IDLE_TIMEOUT", "2S");
        settings.put("QUARKUS_REDIS_HOSTS", "redis://localhost:" + redis.port());
        return settings;
    }
}
