package dev.phoneauth.signin;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Burst;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

/**
 * The process keeps nothing: two replicas on the same stores are one service, in every race (NIST SP 800-63B-4, 3.1.3.2;
 * ASVS 6.5.1), and one that is started again goes on where the last one was, by another chance (ASVS 6.5.5).
 */
class ReplicasIT {
    /** A race on a busy machine takes its time, and is no outage. */
    private static final Map<String, String> SETTINGS =
            Map.of("QUARKUS_PROFILE", "demo", "PHONE_AUTH_STORE_TIMEOUT", "5S");

    private static Stores stores;
    private static Service first;
    private static Service second;

    private final String number = Numbers.fresh();

    @BeforeAll
    static void start() {
        stores = Stores.start();
        first = Service.start(stores, SETTINGS);
        second = Service.start(stores, SETTINGS);
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        stores.close();
    }

    /** So that no class has to be loaded in the midst of a race. */
    @BeforeEach
    void warmUp() {
        first.api().signIn(Numbers.fresh());
        second.api().signIn(Numbers.fresh());
    }

    @Test
    void codeAskedForAtOne_isRedeemedAtTheOther() {
        String challenge = first.api().requestCode(number).path("challenge_id");
        second.api()
                .redeem(number, second.api().codeSentTo(number), challenge)
                .then()
                .statusCode(200);
        first.api()
                .redeem(number, first.api().codeSentTo(number), challenge)
                .then()
                .statusCode(403);
    }

    @Test
    void hundredRedemptionsAtOnce_overBoth_oneWins() {
        first.api().requestCode(number).then().statusCode(200);
        Map<String, String> redemption =
                Map.of("phone_number", number, "code", first.api().codeSentTo(number));
        List<HttpResponse<String>> answers =
                Burst.send(replicas(100).map(uri -> Burst.post(uri.resolve("code/"), redemption)));
        assertEquals(1, Burst.count(answers, 200));
        assertEquals(99, Burst.count(answers, 403));
        assertEquals(1, stores.number("select count(*) from users where phone_number = '" + number + "'"));
        assertEquals(
                1,
                stores.number(
                        "select count(*) from sessions s join users u on u.id = s.user_id where u.phone_number = '"
                                + number + "'"));
    }

    @Test
    void sameIdempotencyKey_overBoth_isOneText() {
        Map<String, String> request = Map.of("phone_number", number);
        List<HttpResponse<String>> answers = Burst.send(
                replicas(20).map(uri -> Burst.post(uri.resolve("auth/"), request, "Idempotency-Key", "the-same")));
        assertEquals(20, Burst.count(answers, 200));
        assertEquals(1, answers.stream().map(HttpResponse::body).distinct().count());
        assertEquals(1, first.api().inbox(number).<Integer>path("messages.size()"));
    }

    @Test
    void restart_changesNothing() {
        String challenge = first.api().requestCode(number).path("challenge_id");
        first.terminate();
        first = Service.start(stores, SETTINGS);
        first.api().requestCode(number).then().statusCode(429);
        first.api()
                .redeem(number, first.api().codeSentTo(number), challenge)
                .then()
                .statusCode(200);
    }

    @Test
    void kill_changesNothing() {
        String challenge = first.api().requestCode(number).path("challenge_id");
        first.kill();
        first = Service.start(stores, SETTINGS);
        first.api()
                .redeem(number, first.api().codeSentTo(number), challenge)
                .then()
                .statusCode(200);
    }

    /** The same numbers, in the same order, right after a start: nothing of the codes is worked out of those alone. */
    @Test
    void twoStarts_makeOtherCodes() {
        List<String> numbers = Stream.generate(Numbers::fresh).limit(3).toList();
        List<String> before = codesOfAFreshStart(numbers);
        List<String> after = codesOfAFreshStart(numbers);
        assertNotEquals(before, after);
    }

    private static List<String> codesOfAFreshStart(List<String> numbers) {
        first.terminate();
        first = Service.start(stores, SETTINGS);
        Api api = first.api();
        api.request().get("/api/account/reset/").then().statusCode(200);
        return numbers.stream()
                .peek(number -> api.requestCode(number).then().statusCode(200))
                .map(api::codeSentTo)
                .toList();
    }

    private static Stream<URI> replicas(int requests) {
        return IntStream.range(0, requests)
                .mapToObj(i -> i % 2 == 0 ? first : second)
                .map(service -> URI.create("http://localhost:" + service.port() + "/api/account/"));
    }
}
