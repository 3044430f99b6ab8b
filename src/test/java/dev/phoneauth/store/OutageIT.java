package dev.phoneauth.store;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Await;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** A store that is killed or stopped: 503 with Retry-After, quickly, never a 200; and all is well again soon after. */
class OutageIT {
    private static final Duration QUICKLY = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(3);

    private static Stores stores;
    private static Service service;
    private static Api api;
    private static String number;
    private static String code;
    private static Tokens tokens;
    private static int startLog;

    @BeforeAll
    static void start() {
        stores = Stores.start();
        service = Service.start(
                stores,
                Map.of(
                        "QUARKUS_PROFILE", "demo",
                        "PHONE_AUTH_SESSION_REUSE_GRACE", GRACE.toSeconds() + "S",
                        "QUARKUS_VERTX_MAX_EVENT_LOOP_EXECUTE_TIME", "500ms",
                        "QUARKUS_VERTX_WARNING_EXCEPTION_TIME", "250ms"));
        api = service.api();
        tokens = api.signIn(Numbers.fresh());
        startLog = service.output().length();
    }

    /** Had anything waited for a store on an event loop, it would have kept all others waiting: Vert.x sees that. */
    @AfterAll
    static void stop() {
        service.close();
        stores.close();
        assertThat(service.output().substring(startLog), not(containsString("has been blocked")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("outages")
    void outage_is503AndPasses(
            String name, Consumer<Stores> begin, Consumer<Stores> end, List<Supplier<Response>> concerned) {
        number = Numbers.fresh();
        api.requestCode(number).then().statusCode(200);
        code = api.codeSentTo(number);
        begin.accept(stores);
        try {
            concerned.forEach(OutageIT::assertUnavailable);
        } finally {
            end.accept(stores);
        }
        assertRecovered();
    }

    static Stream<Arguments> outages() {
        List<Supplier<Response>> redis = List.of(
                () -> api.requestCode(Numbers.fresh()),
                () -> api.redeem(Numbers.fresh(), "123456"),
                () -> api.activate(tokens, "K7Q2MX"),
                () -> api.inbox(Numbers.fresh()));
        List<Supplier<Response>> postgres = List.of(
                OutageIT::redeemRightCode,
                () -> api.profile(tokens),
                () -> api.profile(tokenOfAKeyNotYetKnown()),
                () -> api.activate(tokens, "K7Q2MX"));
        return Stream.of(
                arguments("Redis killed", action(Stores::killRedis), action(Stores::startRedis), redis),
                arguments("Redis stopped", action(Stores::freezeRedis), action(Stores::thawRedis), redis),
                arguments("PostgreSQL killed", action(Stores::killPostgres), action(Stores::startPostgres), postgres),
                arguments(
                        "PostgreSQL stopped", action(Stores::freezePostgres), action(Stores::thawPostgres), postgres));
    }

    /** The same request, again and again, and once more when PostgreSQL is back. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("postgresOutages")
    void rightCode_staysGood(String name, Consumer<Stores> begin, Consumer<Stores> end) {
        String number = Numbers.fresh();
        api.requestCode(number).then().statusCode(200);
        String code = api.codeSentTo(number);
        begin.accept(stores);
        try {
            IntStream.range(0, 7).forEach(i -> assertUnavailable(() -> api.redeem(number, code)));
        } finally {
            end.accept(stores);
        }
        assertRecovered();
        api.redeem(number, code).then().statusCode(200);
        assertEquals(1, stores.number("select count(*) from users where phone_number = '" + number + "'"));
        assertEquals(
                1,
                stores.number("select count(*) from sessions s join users u on u.id = s.user_id"
                        + " where phone_number = '" + number + "'"));
    }

    static Stream<Arguments> postgresOutages() {
        return Stream.of(
                arguments("killed", action(Stores::killPostgres), action(Stores::startPostgres)),
                arguments("stopped", action(Stores::freezePostgres), action(Stores::thawPostgres)));
    }

    /** Who is deleted is deleted; only the code that may be on its way is left to die by itself. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("redisOutages")
    void deletion_needsNoRedis(String name, Consumer<Stores> begin, Consumer<Stores> end) {
        String number = Numbers.fresh();
        Tokens mine = api.signIn(number);
        api.requestCode(number).then().statusCode(200);
        begin.accept(stores);
        try {
            Response answer = answeredQuickly(() -> api.delete(mine, "profile/"));
            answer.then().statusCode(200);
            api.profile(mine).then().statusCode(403);
        } finally {
            end.accept(stores);
        }
        assertRecovered();
        api.refresh(mine.refresh()).then().statusCode(403);
        assertEquals(0, stores.number("select count(*) from users where phone_number = '" + number + "'"));
    }

    static Stream<Arguments> redisOutages() {
        return Stream.of(
                arguments("killed", action(Stores::killRedis), action(Stores::startRedis)),
                arguments("stopped", action(Stores::freezeRedis), action(Stores::thawRedis)));
    }

    /** It is done when PostgreSQL goes on, long after the client was told to come again. */
    @Test
    void refreshThatWasHeldUp_isNoTheft() throws Exception {
        Tokens mine = api.signIn(Numbers.fresh());
        stores.freezePostgres();
        try {
            assertUnavailable(() -> api.refresh(mine.refresh()));
            Thread.sleep(GRACE.plusSeconds(1).toMillis());
        } finally {
            stores.thawPostgres();
        }
        assertRecovered();
        api.refresh(mine.refresh()).then().statusCode(200);
    }

    /** It is admitted when Redis goes on, though nothing is sent by then: the number need not wait. */
    @Test
    void requestThatWasHeldUp_isNotCounted() {
        String first = Numbers.fresh();
        String second = Numbers.fresh();
        stores.freezeRedis();
        try {
            assertUnavailable(() -> api.requestCode(first));
            assertUnavailable(() -> api.requestCodeOnce(second, "key"));
        } finally {
            stores.thawRedis();
        }
        assertRecovered();
        api.requestCode(first).then().statusCode(200);
        api.requestCodeOnce(second, "key").then().statusCode(200);
    }

    private static Consumer<Stores> action(Consumer<Stores> action) {
        return action;
    }

    private static Response redeemRightCode() {
        return api.redeem(number, code);
    }

    /** Another replica may have made the key a moment ago, which is unknown without PostgreSQL. */
    private static Tokens tokenOfAKeyNotYetKnown() {
        String header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"not-yet-known\"}".getBytes(UTF_8));
        return new Tokens(header + tokens.access().substring(tokens.access().indexOf('.')), "");
    }

    private static Response answeredQuickly(Supplier<Response> request) {
        Instant start = Instant.now();
        Response answer = request.get();
        assertThat("answers quickly", Duration.between(start, Instant.now()), lessThan(QUICKLY));
        return answer;
    }

    private static void assertUnavailable(Supplier<Response> request) {
        answeredQuickly(request)
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .body("code", equalTo("service_unavailable"))
                .body("retry_after", greaterThan(0));
    }

    /** The whole way in works again. */
    private static void assertRecovered() {
        Await.until(
                SOON,
                () -> api.requestCode(Numbers.fresh()).statusCode() == 200
                        && api.profile(tokens).statusCode() == 200);
        api.signIn(Numbers.fresh());
    }
}
