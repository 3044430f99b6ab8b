package dev.phoneauth.session;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import dev.phoneauth.testsupport.Together;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/**
 * Two processes on one database agree on keys and sessions, whoever of them is asked; keys change under load, and nobody
 * notices.
 */
class ReplicasIT {
    /** Keys change every six seconds, as they do every month in earnest. */
    private static final Map<String, String> SETTINGS = Map.of(
            "QUARKUS_PROFILE",
            "demo",
            "PHONE_AUTH_STORE_TIMEOUT",
            "5S",
            "PHONE_AUTH_SESSION_ACCESS_TTL",
            "10S",
            "PHONE_AUTH_SESSION_KEYS_LEAD",
            "2S",
            "PHONE_AUTH_SESSION_KEYS_ROTATE_EVERY",
            "6S");

    private static Stores stores;
    private static Service one;
    private static Service two;

    /** Those that signed as soon as they were made. */
    private static long firstKeys;

    /** Both at once, on an empty database. */
    @BeforeAll
    static void start() {
        stores = Stores.start();
        List<Service> services = Together.times(2, () -> Service.start(stores, SETTINGS));
        one = services.get(0);
        two = services.get(1);
        firstKeys = stores.number("select count(*) from signing_keys where signs_from <= created_at");
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
        stores.close();
    }

    @Test
    void firstStart_makesOneKey() {
        assertEquals(1, firstKeys);
    }

    @Test
    void token_isGoodAtBoth_andEndedAtBothAtOnce() {
        Tokens tokens = one.api().signIn(Numbers.fresh());
        two.api().profile(tokens).then().statusCode(200);
        one.api().logout(tokens.refresh()).then().statusCode(200);
        two.api().profile(tokens).then().statusCode(403);
        two.api().refresh(tokens.refresh()).then().statusCode(403);
    }

    @Test
    void deletedUser_isGoneAtBothAtOnce() {
        Tokens tokens = one.api().signIn(Numbers.fresh());
        two.api().profile(tokens).then().statusCode(200);
        one.api().delete(tokens, "profile/").then().statusCode(200);
        two.api().profile(tokens).then().statusCode(403);
    }

    @Test
    void fiftyRefreshesAtBoth_getOneSuccessor() {
        Tokens tokens = one.api().signIn(Numbers.fresh());
        AtomicInteger turn = new AtomicInteger();
        List<Response> answers = Together.times(50, () -> eitherOf(turn).refresh(tokens.refresh()));
        Set<String> successors = answers.stream()
                .filter(answer -> answer.statusCode() != 503)
                .map(answer -> answer.then().statusCode(200).extract().<String>path("refresh"))
                .collect(Collectors.toSet());
        assertThat(successors, hasSize(1));
        two.api().refresh(successors.iterator().next()).then().statusCode(200);
    }

    /** The other process has never heard of the new key, and takes its first token all the same. */
    @Test
    void replacedKey_isLearntAtOnce() {
        Tokens before = one.api().signIn(Numbers.fresh());
        given().post("http://localhost:" + one.managementPort() + "/q/signing-keys/replace")
                .then()
                .statusCode(200);
        Tokens after = Tokens.of(one.api().refresh(before.refresh()));
        two.api().profile(after).then().statusCode(200);
        one.api().profile(before).then().statusCode(403);
        two.api().profile(before).then().statusCode(403);
    }

    @Test
    void keysChange_underLoad_unnoticed() throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(25));
        AtomicInteger turn = new AtomicInteger();
        Set<String> seen = new HashSet<>();
        AtomicInteger overlaps = new AtomicInteger();
        Callable<Integer> client = () -> useUntil(end, turn);
        List<Integer> uses =
                Together.times(5, () -> turn.getAndIncrement() == 0 ? watch(end, seen, overlaps) : client.call());
        assertThat("requests", uses.stream().mapToInt(Integer::intValue).sum(), greaterThan(20));
        assertThat("keys", seen.size(), greaterThan(3));
        assertThat("moments with more than one key", overlaps.get(), greaterThan(1));
        Set<String> left = published(one);
        assertFalse(left.containsAll(seen), "the first keys are gone");
        assertThat(left, equalTo(published(two)));
    }

    /** A phone: signs in, asks, refreshes before its token is old, and never gets a refusal. */
    private static int useUntil(Instant end, AtomicInteger turn) {
        Tokens tokens = eitherOf(turn).signIn(Numbers.fresh());
        int uses = 0;
        while (Instant.now().isBefore(end)) {
            for (int i = 0; i < 3; i++) {
                answered(eitherOf(turn).profile(tokens));
                uses++;
            }
            tokens = Tokens.of(answered(eitherOf(turn).refresh(tokens.refresh())));
        }
        return uses;
    }

    private static int watch(Instant end, Set<String> seen, AtomicInteger overlaps) throws InterruptedException {
        while (Instant.now().isBefore(end)) {
            Set<String> now = published(one);
            overlaps.addAndGet(now.size() > 1 ? 1 : 0);
            seen.addAll(now);
            Thread.sleep(250);
        }
        return 0;
    }

    private static Response answered(Response answer) {
        answer.then().statusCode(200);
        return answer;
    }

    private static Set<String> published(Service service) {
        List<String> ids = service.api().request().get("/.well-known/jwks.json").path("keys.kid");
        return new HashSet<>(ids);
    }

    private static Api eitherOf(AtomicInteger turn) {
        return (turn.getAndIncrement() % 2 == 0 ? one : two).api();
    }
}
