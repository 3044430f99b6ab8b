package dev.phoneauth.signin;

import dev.phoneauth.testsupport.Await;
import dev.phoneauth.testsupport.Burst;
import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import java.net.URI;
import java.net.http.HttpResponse;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** A Redis that comes back with codes that were used since its backup does not make them good again. */
class RestoredRedisIT {
    /** As many as fit into an environment variable. */
    private static final int NUMBERS = 4_000;

    private static final int AT_ONCE = 100;
    private static final String CODE = "123456";

    private final Stores stores = Stores.start();
    private Service service;

    @BeforeEach
    void start() {
        service = Service.start(
                stores,
                Map.of(
                        "QUARKUS_PROFILE",
                        "demo",
                        "PHONE_AUTH_TEST_NUMBERS",
                        numbers().map(number -> number + "=" + CODE).collect(Collectors.joining(",")),
                        "PHONE_AUTH_TEST_NUMBERS_UNTIL",
                        LocalDate.now().plusDays(1).toString()));
    }

    @AfterEach
    void stop() {
        service.close();
        stores.close();
    }

    @Test
    void usedCodes_areNotGoodAgain() {
        assertEquals(Map.of(200, NUMBERS), post("auth/", number -> Map.of("phone_number", number)));
        stores.backUpRedis();
        assertEquals(Map.of(200, NUMBERS), redeemAll());
        stores.restoreRedis();
        Await.until(() -> service.api().redeem("+15005550000", CODE).statusCode() == 403);
        assertEquals(Map.of(403, NUMBERS), redeemAll());
        assertEquals(NUMBERS, stores.number("select count(*) from sessions"));
    }

    private Map<Integer, Integer> redeemAll() {
        return post("code/", number -> Map.of("phone_number", number, "code", CODE));
    }

    /** How many answers have each status. As a client does, it repeats what was answered 503: a cold JVM is slow at first. */
    private Map<Integer, Integer> post(String path, Function<String, Map<String, String>> body) {
        URI uri = URI.create("http://localhost:" + service.port() + "/api/account/" + path);
        Map<Integer, Integer> statuses = new HashMap<>();
        Deque<String> left = new ArrayDeque<>(numbers().toList());
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
