package dev.phoneauth.signin;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Burst;
import dev.phoneauth.testsupport.MovableClock;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.PendingCodes;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Guesses run out, and those that count are counted before they are looked at, so that guessing in parallel gains nothing
 * (ASVS 6.6.3; CVE-2024-32868, CVE-2025-64102). A guesser cannot keep the owner out (GHSA-cq42-vhv7-xr7p): every text has
 * tries of its own. Misses are counted across codes, lengthen the next ones, and never lock (NIST SP 800-63B-4, 3.1.3.2).
 */
@QuarkusTest
class GuessingTest {
    private static final int TRIES = 5;

    /** Outlasts every code and every cooldown, and lets few enough texts into an hour. */
    private static final Duration UNTIL_THE_NEXT_CODE = Duration.ofMinutes(20);

    private final Api api = Api.ofThisService();
    private final String number = Numbers.fresh();

    @TestHTTPResource("/api/account/code/")
    URI uri;

    @Inject PendingCodes pending;

    /** So that no class has to be loaded in the midst of a race. */
    @BeforeEach
    void warmUp() {
        api.signIn(Numbers.fresh());
    }

    @AfterEach
    void backToNow() {
        MovableClock.reset();
    }

    @Test
    void twoHundredGuessesAtOnce_fiveAreLookedAt() {
        String challenge = api.requestCode(number).path("challenge_id");
        String code = api.codeSentTo(number);
        Map<String, String> guess = Map.of("phone_number", number, "code", Numbers.otherThan(code));
        List<HttpResponse<String>> answers =
                Burst.send(Stream.generate(() -> Burst.post(uri, guess)).limit(200));
        assertEquals(200, Burst.count(answers, 403));
        assertEquals(TRIES, pending.comparisonsOf(number));
        refused(api.redeem(number, code));
        assertEquals(TRIES, pending.comparisonsOf(number));
        api.redeem(number, code, challenge).then().statusCode(200);
    }

    @Test
    void rightCode_onTheLastTry_isGood() {
        String challenge = api.requestCode(number).path("challenge_id");
        String code = api.codeSentTo(number);
        miss(TRIES - 1, code, challenge);
        api.redeem(number, code, challenge).then().statusCode(200);
    }

    @Test
    void rightCode_afterTheLastTry_isRefusedUncompared() {
        String challenge = api.requestCode(number).path("challenge_id");
        String code = api.codeSentTo(number);
        miss(TRIES, code, challenge);
        refused(api.redeem(number, code, challenge));
        assertEquals(TRIES, pending.comparisonsOf(number));
        api.redeem(number, code).then().statusCode(200);
    }

    /** The stranger has asked for a text too, and so holds a challenge for the same code. */
    @Test
    void strangersMisses_doNotKeepTheOwnerOut() {
        String strangers = api.requestCode(number).path("challenge_id");
        MovableClock.advance(Duration.ofSeconds(61));
        String owners = api.requestCode(number).path("challenge_id");
        String code = api.codeSentTo(number);
        miss(TRIES, code, strangers);
        miss(TRIES, code, null);
        refused(api.redeem(number, code, strangers));
        refused(api.redeem(number, code));
        api.redeem(number, code, owners).then().statusCode(200);
    }

    @Test
    void unknownChallenge_costsNothing() {
        api.requestCode(number);
        String code = api.codeSentTo(number);
        miss(TRIES, code, "AAAAAAAAAAAAAAAAAAAAAA");
        assertEquals(0, pending.comparisonsOf(number));
        assertEquals(0, pending.missesOf(number));
        api.redeem(number, code).then().statusCode(200);
    }

    @Test
    void newText_resetsNoTries() {
        api.requestCode(number);
        String code = api.codeSentTo(number);
        miss(TRIES, code, null);
        MovableClock.advance(Duration.ofSeconds(61));
        api.requestCode(number).then().statusCode(200);
        refused(api.redeem(number, code));
        assertEquals(TRIES, pending.comparisonsOf(number));
    }

    @Test
    void misses_lengthenTheNextCodes_andNeverLock() {
        List<Integer> lengths =
                IntStream.range(0, 5).map(i -> requestAndMissTenTimes()).boxed().toList();
        assertEquals(List.of(6, 6, 8, 8, 10), lengths);
        assertEquals(50, pending.missesOf(number));
        MovableClock.advance(Duration.ofDays(1));
        api.requestCode(number).then().statusCode(200).body("code_length", equalTo(10));
        api.redeem(number, api.codeSentTo(number)).then().statusCode(200);
    }

    @Test
    void success_forgetsTheMisses() {
        requestAndMissTenTimes();
        requestAndMissTenTimes();
        api.requestCode(number).then().statusCode(200).body("code_length", equalTo(8));
        api.redeem(number, api.codeSentTo(number)).then().statusCode(200);
        assertEquals(0, pending.missesOf(number));
        api.requestCode(number).then().statusCode(200).body("code_length", equalTo(6));
    }

    /** All tries there are with one text: those of its challenge, and those without. */
    private int requestAndMissTenTimes() {
        Response asked = api.requestCode(number);
        asked.then().statusCode(200);
        String code = api.codeSentTo(number);
        miss(TRIES, code, asked.path("challenge_id"));
        miss(TRIES, code, null);
        MovableClock.advance(UNTIL_THE_NEXT_CODE);
        return asked.path("code_length");
    }

    private void miss(int times, String code, String challenge) {
        String wrong = Numbers.otherThan(code);
        IntStream.range(0, times)
                .forEach(i ->
                        refused(challenge == null ? api.redeem(number, wrong) : api.redeem(number, wrong, challenge)));
    }

    private static void refused(Response answer) {
        answer.then().statusCode(403).body("code", equalTo("invalid_code"));
    }
}
