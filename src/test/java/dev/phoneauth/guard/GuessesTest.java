package dev.phoneauth.guard;

import dev.phoneauth.docs.DocumentedWebhooks;
import dev.phoneauth.event.EventReceiver;
import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Gateway;
import dev.phoneauth.testsupport.Gateway.Request;
import dev.phoneauth.testsupport.Logs;
import dev.phoneauth.testsupport.MovableClock;
import dev.phoneauth.testsupport.Numbers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

/** Guesses that are spread over many numbers and networks meet no limit of these; they are seen all the same. */
@QuarkusTest
@TestProfile(GuardedProfile.class)
@QuarkusTestResource(value = EventReceiver.class, restrictToAnnotatedClass = true)
class GuessesTest {
    private static final int EXCUSED = 40;

    private final Api api = Api.ofThisService();

    Gateway events;

    @BeforeEach
    void startAfresh() {
        MovableClock.stop();
        api.request().get("/api/account/reset/").then().statusCode(200);
    }

    @AfterEach
    void resetClock() {
        MovableClock.reset();
    }

    @Test
    void guessesOverAllNumbers_lengthenNewCodes() throws InterruptedException {
        try (Logs log = Logs.of(DecisionLog.class)) {
            signInAfterGuess(EXCUSED, EXCUSED).body("is_new_user", is(true));
            IntStream.range(0, EXCUSED).forEach(i -> signInAfterGuess(i, 100 + i));
            assertThat(log.lines(), not(containsString("guard guessing")));
            signInAfterGuess(EXCUSED + 1, 100);
            requestCode(number(EXCUSED + 2), 0).then().body("code_length", equalTo(8));
            signInAfterGuess(EXCUSED + 3, 101);
            assertThat(log.lines().split("guard guessing", -1).length - 1, is(1));
        }
        Request event = events.take();
        while (!event.body().contains("guard.guessing")) {
            event = events.take();
        }
        DocumentedWebhooks.assertDocumented(event);
        MovableClock.advance(Duration.ofHours(2));
        requestCode(number(EXCUSED + 4), 0).then().body("code_length", equalTo(6));
    }

    /** What the one who redeems the code mistyped before is no guess. */
    @Test
    void typingErrors_areNoGuesses() {
        IntStream.rangeClosed(0, EXCUSED + 1).forEach(i -> signInAfterGuess(i, i));
        requestCode(number(EXCUSED + 2), 0).then().body("code_length", equalTo(6));
    }

    /** It is asked for a proof before it gets further codes to guess. */
    @Test
    void networkThatGuesses_isAskedForAProof() {
        IntStream.range(0, 2).forEach(i -> {
            String number = Numbers.fresh();
            requestCode(number, i).then().statusCode(200);
            String code = api.codeSentTo(number);
            IntStream.range(0, 5)
                    .forEach(guess ->
                            redeem(number, Numbers.otherThan(code), 99).then().statusCode(403));
            MovableClock.advance(Duration.ofMinutes(1));
        });
        requestCode(Numbers.fresh(), 99).then().statusCode(403).body("code", equalTo("client_proof_required"));
        requestCode(Numbers.fresh(), 98).then().statusCode(200);
    }

    /** Someone signs in to a number, and someone types a wrong code for it before. */
    private ValidatableResponse signInAfterGuess(int user, int guesser) {
        String number = number(user);
        requestCode(number, user).then().statusCode(200);
        String code = api.codeSentTo(number);
        redeem(number, Numbers.otherThan(code), guesser).then().statusCode(403);
        return redeem(number, code, user).then().statusCode(200);
    }

    /** Each in a prefix of its own. */
    private static String number(int user) {
        return "+79%02d1234567".formatted(user);
    }

    private Response requestCode(String number, int network) {
        return post("auth/", Map.of("phone_number", number), network);
    }

    private Response redeem(String number, String code, int network) {
        return post("code/", Map.of("phone_number", number, "code", code), network);
    }

    private Response post(String path, Object body, int network) {
        return api.request()
                .contentType(ContentType.JSON)
                .header("X-Forwarded-For", "203.%d.113.7".formatted(network))
                .body(body)
                .post("/api/account/" + path);
    }
}
