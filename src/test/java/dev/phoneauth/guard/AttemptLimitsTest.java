package dev.phoneauth.guard;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.MovableClock;
import dev.phoneauth.testsupport.Numbers;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.phoneauth.guard.GuardedProfile.ATTEMPTS_PER_MINUTE;
import static dev.phoneauth.guard.GuardedProfile.TEST_NUMBER;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.nullValue;

/** Codes and invite codes can be guessed no faster than this. */
@QuarkusTest
@TestProfile(GuardedProfile.class)
class AttemptLimitsTest {
    private static final int WRONG_ACTIVATIONS_PER_HOUR = 10;
    private static final String UNKNOWN_CODE = "ZZZZZZ";

    private final Api api = Api.ofThisService();

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
    void guessesFromOneNetwork_areLimited() {
        IntStream.range(0, ATTEMPTS_PER_MINUTE)
                .forEach(i -> guess("192.0.2.1").then().statusCode(403).header("RateLimit", nullValue()));
        guess("192.0.2.1")
                .then()
                .statusCode(429)
                .body("limit", equalTo("network"))
                .header("Retry-After", "60")
                .header("RateLimit-Policy", "\"attempts\";q=5;w=60")
                .header("RateLimit", "\"attempts\";r=0;t=60");
        guess("192.0.2.2").then().statusCode(403);
        MovableClock.advance(Duration.ofMinutes(1));
        guess("192.0.2.1").then().statusCode(403);
    }

    /** They send no text, so no other limit holds them. */
    @Test
    void requestsForATestNumber_areLimited() {
        IntStream.range(0, ATTEMPTS_PER_MINUTE)
                .forEach(i -> requestTestCode("192.0.2.1").then().statusCode(200));
        requestTestCode("192.0.2.1").then().statusCode(429).body("limit", equalTo("network"));
        requestTestCode("192.0.2.2").then().statusCode(200);
    }

    @Test
    void wrongActivationCodes_areLimited() {
        String number = Numbers.fresh();
        Tokens guesser = api.signIn(number);
        List<Integer> answers = IntStream.range(0, WRONG_ACTIVATIONS_PER_HOUR)
                .mapToObj(i -> api.activate(guesser, UNKNOWN_CODE).statusCode())
                .toList();
        assertThat(answers, everyItem(equalTo(400)));
        api.activate(guesser, UNKNOWN_CODE)
                .then()
                .statusCode(429)
                .body("limit", equalTo("user"))
                .header("RateLimit", nullValue());
        Tokens friend = api.signIn(Numbers.fresh());
        api.activate(friend, UNKNOWN_CODE).then().statusCode(400);
        String inviteCode = api.inviteCodeOf(friend);
        api.activate(guesser, inviteCode).then().statusCode(429);
        MovableClock.advance(Duration.ofHours(1));
        api.activate(api.signIn(number), inviteCode).then().statusCode(200);
    }

    /** Only codes that do not exist count as guesses. */
    @Test
    void existingActivationCodes_areNoGuesses() {
        Tokens user = api.signIn(Numbers.fresh());
        String own = api.inviteCodeOf(user);
        List<String> answers = IntStream.rangeClosed(0, WRONG_ACTIVATIONS_PER_HOUR)
                .mapToObj(i -> api.activate(user, own).<String>path("code"))
                .toList();
        assertThat(answers, everyItem(equalTo("own_invite_code")));
    }

    private Response requestTestCode(String network) {
        return post(network, "auth/", Map.of("phone_number", TEST_NUMBER));
    }

    private Response guess(String network) {
        return post(network, "code/", Map.of("phone_number", Numbers.fresh(), "code", "000000"));
    }

    private Response post(String network, String path, Map<String, String> body) {
        return api.request()
                .contentType(ContentType.JSON)
                .header("X-Forwarded-For", network)
                .body(body)
                .post("/api/account/" + path);
    }
}
