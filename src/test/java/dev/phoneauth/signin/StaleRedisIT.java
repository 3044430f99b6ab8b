package dev.phoneauth.signin;

import dev.phoneauth.testsupport.Await;
import dev.phoneauth.testsupport.Burst;
import dev.phoneauth.testsupport.RedisProcess;
import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** A Redis that has codes that were used since it was last up to date does not make them good again. */
class StaleRedisIT {
    private static final int NUMBERS = 10_000;
    private static final int BEHIND = 1_000;
    private static final int AT_ONCE = 100;
    private static final String CODE = "123456";
    private static final String PRIMARY = "phone-auth";
    private static final Duration FAILOVER = Duration.ofSeconds(60);

    private final Stores stores = Stores.start();

    @TempDir
    Path settings;

    private Service service;

    @AfterEach
    void stop() {
        service.close();
        stores.close();
    }

    @Test
    void usedCodes_areNotGoodAgain_whenRedisIsRestoredFromABackup() throws IOException {
        start(Map.of());
        assertEquals(Map.of(200, NUMBERS), request());
        stores.backUpRedis();
        assertEquals(Map.of(200, NUMBERS), redeem(numbers()));
        stores.restoreRedis();
        assertAllUsed();
    }

    /** The replica misses what the last thousand redemptions write. */
    @Test
    void usedCodes_areNotGoodAgain_whenALaggingReplicaIsPromoted() throws IOException {
        try (RedisProcess replica = stores.startReplica();
                RedisProcess sentinel = stores.startSentinel(PRIMARY)) {
            Await.until(() -> replica.command("INFO replication").contains("master_link_status:up"));
            Await.until(
                    FAILOVER,
                    () -> sentinel.command("SENTINEL MASTER " + PRIMARY).contains("num-slaves\r\n$1\r\n1"));
            start(Map.of(
                    "QUARKUS_REDIS_CLIENT_TYPE",
                    "sentinel",
                    "QUARKUS_REDIS_MASTER_NAME",
                    PRIMARY,
                    "QUARKUS_REDIS_HOSTS",
                    "redis://localhost:" + sentinel.port()));
            assertEquals(Map.of(200, NUMBERS), request());
            assertEquals(Map.of(200, NUMBERS - BEHIND), redeem(numbers().skip(BEHIND)));
            Await.until(() -> pendingCodes(replica) == BEHIND);
            disconnect(replica);
            assertEquals(Map.of(200, BEHIND), redeem(numbers().limit(BEHIND)));
            stores.killRedis();
            Await.until(FAILOVER, () -> replica.command("ROLE").contains("master"));
            assertEquals(BEHIND, pendingCodes(replica));
            assertAllUsed();
        }
    }

    private void start(Map<String, String> redis) throws IOException {
        Path file = settings.resolve("test-numbers.properties");
        String list = numbers().map(number -> number + "=" + CODE).collect(Collectors.joining(","));
        Files.writeString(file, "phone-auth.test-numbers=" + list);
        Map<String, String> environment = new HashMap<>(redis);
        environment.put("QUARKUS_PROFILE", "demo");
        environment.put("SMALLRYE_CONFIG_LOCATIONS", file.toString());
        environment.put(
                "PHONE_AUTH_TEST_NUMBERS_UNTIL", LocalDate.now().plusDays(1).toString());
        service = Service.start(stores, environment);
    }

    /** A wrong password keeps it from connecting again. */
    private static void disconnect(RedisProcess replica) {
        replica.command("CONFIG SET masterauth wrong");
        replica.command("CLIENT KILL TYPE master");
    }

    private static long pendingCodes(RedisProcess redis) {
        return redis.command("KEYS phone-auth:code:*")
                .lines()
                .filter(line -> line.startsWith("phone-auth:"))
                .count();
    }

    private void assertAllUsed() {
        Await.until(FAILOVER, () -> service.api().redeem("+15005550000", CODE).statusCode() == 403);
        assertEquals(Map.of(403, NUMBERS), redeem(numbers()));
        assertEquals(NUMBERS, stores.number("select count(*) from sessions"));
    }

    private Map<Integer, Integer> request() {
        return post("auth/", numbers(), number -> Map.of("phone_number", number));
    }

    private Map<Integer, Integer> redeem(Stream<String> numbers) {
        return post("code/", numbers, number -> Map.of("phone_number", number, "code", CODE));
    }

    /** How many answers have each status. As a client does, it repeats what was answered 503: a cold JVM is slow at first. */
    private Map<Integer, Integer> post(
            String path, Stream<String> numbers, Function<String, Map<String, String>> body) {
        URI uri = URI.create("http://localhost:" + service.port() + "/api/account/" + path);
        Map<Integer, Integer> statuses = new HashMap<>();
        Deque<String> left = new ArrayDeque<>(numbers.toList());
        while (!left.isEmpty()) {
            List<String> sent = Stream.generate(left::poll)
                    .limit(Math.min(AT_ONCE, left.size()))
                    .toList();
            List<HttpResponse<String>> answers =
                    Burst.send(sent.stream().map(number -> Burst.post(uri, body.apply(number))));
            for (int i = 0; i < sent.size(); i++) {
                if (answers.get(i).statusCode() == 503) {
                    left.add(sent.get(i));
                } else {
                    statuses.merge(answers.get(i).statusCode(), 1, Integer::sum);
                }
            }
        }
        return statuses;
    }

    private static Stream<String> numbers() {
        return IntStream.range(0, NUMBERS).mapToObj("+1500555%04d"::formatted);
    }
}
