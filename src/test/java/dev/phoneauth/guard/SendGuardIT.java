package dev.phoneauth.guard;

import dev.phoneauth.testsupport.Burst;
import dev.phoneauth.testsupport.Gateway;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Budgets are exact over replicas that are asked at the same moment, and without Redis nothing is sent at all. */
class SendGuardIT {
    private static final int PER_DAY = 300;
    private static final int PREFIXES = 390;
    private static final int REQUESTS = 10_000;
    private static final int AT_ONCE = 100;

    private static Gateway gateway;
    private static Stores stores;
    private static List<Service> replicas;

    @BeforeAll
    static void start() {
        gateway = new Gateway();
        stores = Stores.start();
        Map<String, String> settings = Map.of(
                "QUARKUS_PROFILE", "demo",
                "PHONE_AUTH_SMS_SENDERS", "webhook",
                "PHONE_AUTH_SMS_WEBHOOK_URL", gateway.url(),
                "PHONE_AUTH_SMS_WEBHOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "PHONE_AUTH_STORE_TIMEOUT", "5S",
                "PHONE_AUTH_GUARD_PER_DAY", Integer.toString(PER_DAY),
                "PHONE_AUTH_GUARD_TRUSTED_PROXIES", "127.0.0.1,::1");
        replicas = List.of(Service.start(stores, settings), Service.start(stores, settings));
    }

    @AfterAll
    static void stop() {
        replicas.forEach(Service::close);
        stores.close();
        gateway.close();
    }

    @BeforeEach
    void startAfresh() {
        replicas.forEach(
                replica -> replica.api().requestCode(Numbers.fresh()).then().statusCode(200));
        replicas.get(0).api().request().get("/api/account/reset/").then().statusCode(200);
        gateway.forget();
    }

    /** On a slow machine a gateway's answer may come too late, so that a text counts though its sender was told 503. */
    @Test
    void tenThousandRequests_costNoMoreThanTheBudget() {
        List<Integer> answers = IntStream.range(0, REQUESTS / AT_ONCE)
                .mapToObj(batch -> IntStream.range(0, AT_ONCE).mapToObj(i -> request(batch * AT_ONCE + i)))
                .flatMap(batch -> Burst.send(batch).stream())
                .map(HttpResponse::statusCode)
                .toList();
        assertEquals(PER_DAY, answers.stream().filter(status -> status == 200).count());
        assertEquals(
                REQUESTS - PER_DAY,
                answers.stream().filter(status -> status == 429).count());
        assertEquals(PER_DAY, gateway.received().size());
    }

    @Test
    void sameNumberAtOnce_getsOneText() {
        List<HttpResponse<String>> answers =
                Burst.send(IntStream.range(0, AT_ONCE).mapToObj(i -> request(replicas.get(i % 2), 7, i)));
        assertEquals(1, Burst.count(answers, 200));
        assertEquals(AT_ONCE - 1, Burst.count(answers, 429));
        assertEquals(1, gateway.received().size());
    }

    @Test
    void withoutRedis_nothingIsSent() {
        stores.killRedis();
        try {
            List<HttpResponse<String>> answers =
                    Burst.send(IntStream.range(0, 20).mapToObj(SendGuardIT::request));
            assertEquals(20, Burst.count(answers, 503));
            assertTrue(gateway.received().isEmpty());
        } finally {
            stores.startRedis();
        }
    }

    private static long count(List<Integer> answers, int status) {
        return answers.stream().filter(answer -> answer == status).count();
    }

    /** Each to a number and from a network of its own, by turns at both replicas. */
    private static HttpRequest request(int i) {
        return request(replicas.get(i % 2), i, i);
    }

    private static HttpRequest request(Service replica, int number, int network) {
        return Burst.post(
                URI.create("http://localhost:" + replica.port() + "/api/account/auth/"),
                Map.of("phone_number", "+4915%03d%05d".formatted(number % PREFIXES, number)),
                "X-Forwarded-For",
                "10.1.%d.%d".formatted(network / 256, network % 256));
    }
}
