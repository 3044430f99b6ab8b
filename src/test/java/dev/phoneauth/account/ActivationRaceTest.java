package dev.phoneauth.account;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Await;
import dev.phoneauth.testsupport.Burst;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Tables;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A code is set once and for ever, also by requests at the same moment. */
@QuarkusTest
class ActivationRaceTest {
    private static final String NOBODYS = "ZZZZZZ";
    private static final int CLIENTS = 50;
    private static final int PAIRS = 40;

    private final Api api = Api.ofThisService();
    private Tokens invited;

    @TestHTTPResource("/api/account/activation_code/")
    URI uri;

    @Inject Tables tables;

    @BeforeEach
    void signIn() {
        invited = api.signIn(Numbers.fresh());
    }

    @Test
    void fiftyCodesAtOnce_oneWins() {
        List<HttpResponse<String>> answers = activateAtOnce(
                Stream.generate(this::inviteCodeOfAnother).limit(CLIENTS).toList());
        assertEquals(1, Burst.count(answers, 200));
        assertEquals(CLIENTS - 1, Burst.count(answers, 400));
        assertEquals(
                CLIENTS - 1,
                answers.stream()
                        .filter(answer -> answer.body().contains("\"activation_code_already_set\""))
                        .count());
        String won = api.profile(invited).path("activation_code");
        assertTrue(answers.stream().anyMatch(answer -> answer.body().equals("{\"activation_code\":\"" + won + "\"}")));
    }

    /** Those that have come at once are counted all the same. */
    @Test
    void fiftyWrongCodesAtOnce_tenAreAnswered() {
        List<HttpResponse<String>> answers = activateAtOnce(Collections.nCopies(CLIENTS, NOBODYS));
        assertEquals(10, Burst.count(answers, 400));
        assertEquals(CLIENTS - 10, Burst.count(answers, 429));
    }

    /** The inviter is found, and deleted before the row that refers to it is written. */
    @Test
    void inviterDeletedMeanwhile_isUnknown() throws Exception {
        String inviteCode = inviteCodeOfAnother();
        CompletableFuture<Response> activation;
        try (Connection operator = tables.connection()) {
            operator.setAutoCommit(false);
            operator.createStatement().execute("delete from users where invite_code = '" + inviteCode + "'");
            activation = CompletableFuture.supplyAsync(() -> api.activate(invited, inviteCode));
            Await.until(this::somebodyWaitsForALock);
            operator.commit();
        }
        activation.join().then().statusCode(400).body("code", equalTo("unknown_invite_code"));
        api.profile(invited).then().body("activation_code", nullValue());
    }

    /** Each changes both rows: without one order of locks some would wait for each other for ever. */
    @Test
    void usersWhoEnterEachOthersCodesAtOnce_bothSucceed() {
        List<Tokens> people = Stream.generate(() -> api.signIn(Numbers.fresh()))
                .limit(2 * PAIRS)
                .toList();
        List<String> codes = people.stream().map(api::inviteCodeOf).toList();
        List<HttpResponse<String>> answers = Burst.send(
                IntStream.range(0, people.size()).mapToObj(i -> activation(people.get(i), codes.get(i ^ 1))));
        assertEquals(2 * PAIRS, Burst.count(answers, 200));
        people.forEach(person -> api.profile(person).then().body("invited_count", equalTo(1)));
    }

    /** Deleting one changes the count of the other. */
    @Test
    void usersWhoInvitedEachOther_mayBeDeletedAtOnce() {
        List<Tokens> people = Stream.generate(() -> api.signIn(Numbers.fresh()))
                .limit(2 * PAIRS)
                .toList();
        List<String> codes = people.stream().map(api::inviteCodeOf).toList();
        IntStream.range(0, people.size())
                .forEach(i ->
                        api.activate(people.get(i), codes.get(i ^ 1)).then().statusCode(200));
        List<HttpResponse<String>> answers = Burst.send(people.stream().map(this::deletion));
        assertEquals(2 * PAIRS, Burst.count(answers, 200));
    }

    private boolean somebodyWaitsForALock() {
        return tables.count("select count(*) from pg_locks where not granted") > 0;
    }

    private String inviteCodeOfAnother() {
        return api.inviteCodeOf(api.signIn(Numbers.fresh()));
    }

    private List<HttpResponse<String>> activateAtOnce(List<String> codes) {
        return Burst.send(codes.stream().map(code -> activation(invited, code)));
    }

    private HttpRequest activation(Tokens person, String code) {
        return Burst.post(uri, Map.of("code", code), "Authorization", "Bearer " + person.access());
    }

    private HttpRequest deletion(Tokens person) {
        return HttpRequest.newBuilder(uri.resolve("../profile/"))
                .header("Authorization", "Bearer " + person.access())
                .DELETE()
                .build();
    }
}
