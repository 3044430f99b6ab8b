package dev.phoneauth.http;

import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Await;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static java.util.stream.Collectors.toSet;
import static java.util.stream.IntStream.range;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** More than it can take: 503 within a second, no request hangs, what is let in stays fast, and no connection is lost by it. */
class OverloadIT {
    private static final int POOL = 4;

    private static final int IN_FLIGHT = 32;
    private static final int ROUNDS = 5;
    private static final Duration QUICKLY = Duration.ofSeconds(1);

    /** For a connection: half of the store's timeout. No waiting request is answered sooner. */
    private static final Duration WAIT = Duration.ofMillis(400);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Stores stores;
    private Service service;
    private Tokens tokens;

    @BeforeEach
    void start() {
        stores = Stores.start();
        service = Service.start(
                stores,
                Map.of(
                        "QUARKUS_PROFILE", "demo",
                        "QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE", Integer.toString(POOL),
                        "PHONE_AUTH_HTTP_IN_FLIGHT", Integer.toString(IN_FLIGHT)));
        tokens = service.api().signIn(Numbers.fresh());
        range(0, 5).forEach(warmUp -> readProfiles(IN_FLIGHT, Duration.ZERO));
    }

    @AfterEach
    void stop() {
        service.close();
        stores.close();
    }

    /** Every connection is stuck behind a lock, again and again; afterwards each of them works again. */
    @Test
    void poolExhausted_is503AndPasses() throws SQLException {
        for (int round = 0; round < ROUNDS; round++) {
            try (Connection lock = lockSessions()) {
                List<Answer> answers = readProfiles(IN_FLIGHT, Duration.ZERO);
                assertEquals(IN_FLIGHT, count(answers, 503));
                assertQuick(answers);
                lock.rollback();
            }
            assertEquals(2L * POOL, count(readProfiles(2 * POOL, Duration.ZERO), 200));
        }
        assertThat(
                "connections",
                stores.number("select count(*) from pg_stat_activity where application_name <> 'PostgreSQL JDBC Driver'"
                        + " and backend_type = 'client backend'"),
                lessThanOrEqualTo((long) POOL));
        try (Connection lock = lockSessions()) {
            List<CompletableFuture<Answer>> underWay =
                    range(0, POOL).mapToObj(i -> readProfile()).toList();
            Await.until(() -> stores.number("select count(*) from pg_locks where not granted") == POOL);
            lock.rollback();
            assertEquals(
                    POOL, count(underWay.stream().map(CompletableFuture::join).toList(), 200));
        }
    }

    private Connection lockSessions() throws SQLException {
        Connection lock = stores.sql();
        lock.setAutoCommit(false);
        lock.createStatement().execute("lock table sessions");
        return lock;
    }

    /** Those over the limit are told at once, while the others still wait. */
    @Test
    void moreThanInFlight_isRefusedAtOnce() throws SQLException {
        try (Connection lock = lockSessions()) {
            List<Answer> answers = readProfiles(4 * IN_FLIGHT, Duration.ZERO);
            assertEquals(answers.size(), count(answers, 503));
            assertThat(answers.stream().map(Answer::retryAfter).toList(), everyItem(greaterThan(0)));
            assertQuick(answers);
            assertThat(
                    "refused at once",
                    answers.stream()
                            .filter(answer -> answer.took().compareTo(WAIT) < 0)
                            .count(),
                    greaterThan((long) IN_FLIGHT));
            lock.rollback();
        }
    }

    /** The database takes 40 statements a second; thrice as many come, whether they are answered or not. */
    @Test
    void thriceTheLoad_keepsServing() throws SQLException {
        int perSecond = makeDatabaseSlow();
        List<Answer> answers = readProfiles(9 * perSecond, Duration.ofSeconds(1).dividedBy(3L * perSecond));
        assertThat(answers.stream().map(Answer::status).collect(toSet()), is(Set.of(200, 503)));
        assertQuick(answers);
        assertThat("most of what it can take", count(answers, 200), greaterThan(2L * perSecond));
    }

    private record Answer(int status, int retryAfter, Duration took) {}

    /** Sends them with this pause in between, without waiting for answers. */
    private List<Answer> readProfiles(int times, Duration pause) {
        List<CompletableFuture<Answer>> underWay = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            underWay.add(readProfile());
            sleep(pause);
        }
        return underWay.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<Answer> readProfile() {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + service.port() + "/api/account/profile/"))
                .header("Authorization", "Bearer " + tokens.access())
                .build();
        Instant sent = Instant.now();
        return client.sendAsync(request, BodyHandlers.ofString()).thenApply(response -> answer(response, sent));
    }

    private static Answer answer(HttpResponse<String> response, Instant sent) {
        int retryAfter = response.headers()
                .firstValue("Retry-After")
                .map(Integer::valueOf)
                .orElse(0);
        return new Answer(response.statusCode(), retryAfter, Duration.between(sent, Instant.now()));
    }

    /** @return how many statements on sessions it takes in a second */
    private int makeDatabaseSlow() throws SQLException {
        try (Connection connection = stores.sql()) {
            connection.createStatement().execute("alter table sessions rename to sessions_kept");
            connection
                    .createStatement()
                    .execute("create view sessions as select s.* from sessions_kept s, pg_sleep(0.1)");
        }
        return 10 * POOL;
    }

    /** One in ten may be late: the client shares the machine. */
    private static void assertQuick(List<Answer> answers) {
        List<Duration> sorted = answers.stream().map(Answer::took).sorted().toList();
        assertThat(sorted.get(sorted.size() * 9 / 10), lessThan(QUICKLY));
        assertThat(sorted.get(sorted.size() - 1), lessThan(QUICKLY.multipliedBy(2)));
    }

    private static long count(List<Answer> answers, int status) {
        return answers.stream().filter(answer -> answer.status() == status).count();
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis(), pause.toNanosPart() % 1_000_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
