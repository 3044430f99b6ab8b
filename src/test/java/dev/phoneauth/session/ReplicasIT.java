package dev.phoneauth.session;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Operator;
import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import dev.phoneauth.testsupport.Together;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Two processes on one database agree on keys and sessions, whichever is asked; keys change under load, and no request
 * fails.
 */
class ReplicasIT {
    private static final int CHANGES = 3;

    private static final Map<String, String> SETTINGS = Map.of(
            "QUARKUS_PROFILE",
            "demo",
            "PHONE_AUTH_STORE_TIMEOUT",
            "5S",
            "PHONE_AUTH_SESSION_ACCESS_TTL",
            "10S",
            "PHONE_AUTH_SESSION_KEYS_LEAD",
            "2S");

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

    /** The other process does not know the new key yet, and accepts a token that it signed. */
    @Test
    void replacedKey_isLearntAtOnce() {
        Tokens before = refreshed(one.api().signIn(Numbers.fresh()));
        Operator.replaceKeys(one).then().statusCode(200);
        Tokens after = refreshed(one.api().signIn(Numbers.fresh()));
        two.api().profile(after).then().statusCode(200);
        one.api().profile(before).then().statusCode(403);
        two.api().profile(before).then().statusCode(403);
    }

    /** The access token that is no longer the last one of its session, so that its signature counts. */
    private static Tokens refreshed(Tokens tokens) {
        one.api().refresh(tokens.refresh()).then().statusCode(200);
        return tokens;
    }

    /** Key after key, each for so many requests to both processes, however long those take. */
    @Test
    void keysChange_underLoad_unnoticed() {
        List<String> keys = new ArrayList<>();
        try (Phones phones = new Phones(one, two)) {
            keys.add(phones.awaitKeyAfter(keys));
            for (int change = 0; change < CHANGES; change++) {
                letAMonthPass();
                keys.add(phones.awaitKeyAfter(keys));
                assertEquals(1, publishedASecondBeforeItSigns(keys.get(keys.size() - 1)));
            }
            phones.await(() -> !Phones.published(one).contains(keys.get(0))
                    && Phones.published(one).equals(Phones.published(two)));
        }
    }

    /** For the newest key. */
    private static void letAMonthPass() {
        stores.number("""
                with aged as (
                    update signing_keys set signs_from = signs_from - interval '30 days'
                    where generation = (select max(generation) from signing_keys) returning 1)
                select count(*) from aged""");
    }

    private static long publishedASecondBeforeItSigns(String keyId) {
        return stores.number("select count(*) from signing_keys where kid = '" + keyId
                + "' and signs_from > created_at + interval '1 second'");
    }

    private static Api eitherOf(AtomicInteger turn) {
        return (turn.getAndIncrement() % 2 == 0 ? one : two).api();
    }
}
