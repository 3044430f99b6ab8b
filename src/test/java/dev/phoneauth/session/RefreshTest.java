package dev.phoneauth.session;

import dev.phoneauth.postgres.Postgres;
import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.MovableClock;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Tables;
import dev.phoneauth.testsupport.Together;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

/**
 * Each refresh token is good once, the same successor for a client that lost the answer, and a copy of an old one ends the
 * session, as do 30 idle days and 90 in all (RFC 9700, section 4.14).
 */
@QuarkusTest
class RefreshTest {
    private final Api api = Api.ofThisService();
    private Tokens first;

    @Inject Tables tables;
    @Inject Postgres postgres;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @BeforeEach
    void signIn() {
        first = api.signIn(Numbers.fresh());
    }

    @AfterEach
    void backToNow() {
        MovableClock.reset();
    }

    @Test
    void refresh_givesTheNextPair() {
        Response answer = api.refresh(first.refresh());
        answer.then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", equalTo(600));
        Tokens second = Tokens.of(answer);
        assertNotEquals(first.refresh(), second.refresh());
        assertNotEquals(first.access(), second.access());
        api.profile(second).then().statusCode(200);
        api.profile(first).then().statusCode(200);
    }

    @Test
    void sameTokenAgain_withinTheGrace_getsTheSameSuccessor() {
        String successor = api.refresh(first.refresh()).path("refresh");
        tables.moveRefreshesBack(29);
        assertEquals(successor, api.refresh(first.refresh()).path("refresh"));
    }

    /** The grace is measured by the clock of the database: it is the same whatever that of a replica says. */
    @ParameterizedTest
    @ValueSource(ints = {90, -90})
    void sameTokenAgain_atAReplicaWithAnotherTime_getsTheSameSuccessor(int seconds) {
        for (int i = 0; i < 50; i++) {
            Tokens second = Tokens.of(api.refresh(first.refresh()));
            MovableClock.advance(Duration.ofSeconds(seconds));
            assertEquals(second.refresh(), api.refresh(first.refresh()).path("refresh"));
            MovableClock.reset();
            first = second;
        }
    }

    /** It waits for another transaction, which lets the row be as it was, and comes to be executed after its client was told 503. */
    @Test
    void lateRotation_changesNothing() throws Exception {
        byte[] token = Base64.getUrlDecoder().decode(first.refresh());
        UUID session = UUID.fromString(tables.texts("select id from sessions order by created_at desc limit 1")
                .get(0));
        try (Connection another = tables.connection()) {
            another.setAutoCommit(false);
            another.createStatement().execute("select from sessions for update");
            var rotation = postgres.statement(
                            Session.ROTATE,
                            session,
                            Buffer.buffer(Arrays.copyOfRange(token, 17, 33)),
                            0,
                            Instant.now(),
                            Instant.now(),
                            Instant.now().plusSeconds(60),
                            60.0,
                            "192.0.2.*",
                            Buffer.buffer(),
                            Instant.now().plusMillis(200))
                    .subscribeAsCompletionStage();
            Thread.sleep(400);
            another.rollback();
            assertEquals(0, rotation.join().rowCount());
        }
        api.refresh(first.refresh()).then().statusCode(200);
    }

    @Test
    void fiftyAtOnce_getOneSuccessor() {
        List<Response> answers = Together.times(50, () -> refreshUntilAnswered(first));
        answers.forEach(answer -> answer.then().statusCode(200));
        Set<String> successors =
                answers.stream().map(answer -> answer.<String>path("refresh")).collect(Collectors.toSet());
        assertEquals(1, successors.size());
        api.refresh(successors.iterator().next()).then().statusCode(200);
    }

    @Test
    void sameTokenAgain_afterTheGrace_endsTheSession() {
        Tokens second = Tokens.of(api.refresh(first.refresh()));
        tables.moveRefreshesBack(31);
        refused(api.refresh(first.refresh()));
        refused(api.refresh(second.refresh()));
        api.profile(second).then().statusCode(403);
    }

    @Test
    void gracePeriod_isNotDrawnOutByUsingIt() {
        api.refresh(first.refresh());
        tables.moveRefreshesBack(20);
        api.refresh(first.refresh()).then().statusCode(200);
        tables.moveRefreshesBack(20);
        refused(api.refresh(first.refresh()));
    }

    /** A request that was held up on its way finds its answer long used, and is no theft. */
    @Test
    void delayedRepetition_withinTheGrace_getsTheSameSuccessor_thoughThatIsUsedUp() {
        Tokens second = Tokens.of(api.refresh(first.refresh()));
        Tokens third = Tokens.of(api.refresh(second.refresh()));
        Tokens fourth = Tokens.of(api.refresh(third.refresh()));
        tables.moveRefreshesBack(25);
        assertEquals(second.refresh(), api.refresh(first.refresh()).path("refresh"));
        assertEquals(third.refresh(), api.refresh(second.refresh()).path("refresh"));
        api.refresh(fourth.refresh()).then().statusCode(200);
    }

    /** Each has a grace of its own, from when it was used first: that of its successor does not draw it out. */
    @Test
    void delayedRepetition_afterItsGrace_endsTheSession_thoughThatOfItsSuccessorLasts() {
        Tokens second = Tokens.of(api.refresh(first.refresh()));
        tables.moveRefreshesBack(16);
        Tokens third = Tokens.of(api.refresh(second.refresh()));
        tables.moveRefreshesBack(16);
        assertEquals(third.refresh(), api.refresh(second.refresh()).path("refresh"));
        refused(api.refresh(first.refresh()));
        refused(api.refresh(third.refresh()));
    }

    @Test
    void session_endsAfterThirtyIdleDays() {
        MovableClock.advance(Duration.ofDays(30).minusMinutes(1));
        Tokens second = Tokens.of(api.refresh(first.refresh()));
        MovableClock.advance(Duration.ofDays(30).plusMinutes(1));
        refused(api.refresh(second.refresh()));
    }

    @Test
    void session_endsAfterNinetyDays_howeverOftenItIsRefreshed() {
        String refresh = first.refresh();
        for (int day = 0; day < 80; day += 20) {
            MovableClock.advance(Duration.ofDays(20));
            refresh = api.refresh(refresh).then().statusCode(200).extract().path("refresh");
        }
        MovableClock.advance(Duration.ofDays(10).plusMinutes(1));
        refused(api.refresh(refresh));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "..", "AAAA"})
    void garbledToken_isRefusedLikeAnEndedOne(String token) {
        refused(api.refresh(token));
    }

    /** Whatever part of a token is altered, the answer is byte for byte that of an ended session, and none ends. */
    @Test
    void alteredToken_isRefusedLikeAnEndedOne_andEndsNothing() {
        for (int at = 0; at < first.refresh().length(); at += 7) {
            char altered = first.refresh().charAt(at) == 'A' ? 'B' : 'A';
            refused(api.refresh(
                    first.refresh().substring(0, at) + altered + first.refresh().substring(at + 1)));
        }
        refused(api.refresh(first.refresh() + "AAAA"));
        refused(api.refresh(first.access()));
        api.refresh(first.refresh()).then().statusCode(200);
    }

    /** The row has all that the token is made of, but for what the secret adds. */
    @Test
    void database_holdsNoToken() {
        String rows = tables.texts("select s::text from sessions s").toString();
        byte[] token = Base64.getUrlDecoder().decode(first.refresh());
        String mac = HexFormat.of().formatHex(token, token.length - 32, token.length);
        assertFalse(rows.contains(mac));
        assertFalse(rows.contains(first.refresh()));
        assertFalse(rows.contains(first.access()));
    }

    @Test
    void sessions_areCounted() {
        double opened = counted("opened");
        double refreshed = counted("refreshed");
        double stolen = counted("stolen");
        first = api.signIn(Numbers.fresh());
        api.refresh(first.refresh()).then().statusCode(200);
        tables.moveRefreshesBack(31);
        api.refresh(first.refresh()).then().statusCode(403);
        assertEquals(opened + 1, counted("opened"));
        assertEquals(refreshed + 1, counted("refreshed"));
        assertEquals(stolen + 1, counted("stolen"));
    }

    private double counted(String event) {
        return given().get(metrics)
                .asString()
                .lines()
                .filter(line -> line.startsWith("phone_auth_sessions_total{event=\"" + event + "\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    @Test
    void missingToken_isABadRequest() {
        api.post("token/refresh/", Map.of()).then().statusCode(400).body("code", equalTo("invalid_request"));
        api.post("token/refresh/", Map.of("refresh", 1)).then().statusCode(400);
        api.post("logout/", Map.of()).then().statusCode(400);
    }

    @Test
    void logout_endsTheSession_atOnceAndAgain() {
        Tokens second = Tokens.of(api.refresh(first.refresh()));
        api.logout(second.refresh()).then().statusCode(200);
        api.logout(second.refresh()).then().statusCode(200);
        api.logout("garbled").then().statusCode(200);
        refused(api.refresh(second.refresh()));
        api.profile(first).then().statusCode(403).body("code", equalTo("not_authenticated"));
        api.activate(first, "K7Q2MX").then().statusCode(403).body("code", equalTo("not_authenticated"));
    }

    /** As phones do: 503 means again, and a machine under load has them. */
    private Response refreshUntilAnswered(Tokens tokens) {
        Response answer = api.refresh(tokens.refresh());
        return answer.statusCode() == 503 ? refreshUntilAnswered(tokens) : answer;
    }

    private void refused(Response answer) {
        Response ended = endedSession();
        answer.then().statusCode(403).body("code", equalTo("invalid_refresh_token"));
        assertEquals(ended.asString(), answer.asString());
        assertEquals(names(ended), names(answer));
    }

    private Response endedSession() {
        Tokens other = api.signIn(Numbers.fresh());
        api.logout(other.refresh());
        return api.refresh(other.refresh());
    }

    private static Set<String> names(Response answer) {
        return answer.headers().asList().stream()
                .map(header -> header.getName())
                .collect(Collectors.toSet());
    }
}
