package dev.phoneauth.signin;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.MovableClock;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.PendingCodes;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

/**
 * Whatever the settings: asking again while the code lives sends the same one, even if its life is under a minute; and
 * however many texts share a code, it is looked at twenty times in all (2·10⁻⁵).
 */
@QuarkusTest
@TestProfile(ShortLivedCodeTest.Settings.class)
class ShortLivedCodeTest {
    private static final int TRIES = 5;

    private final Api api = Api.ofThisService();
    private final String number = Numbers.fresh();

    @Inject PendingCodes pending;

    /** A life of 50 seconds, in which five texts fit. */
    public static class Settings implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "phone-auth.code.ttl",
                    "50S",
                    "phone-auth.code.resend-after",
                    "1S",
                    "phone-auth.guard.number-per-hour",
                    "10");
        }
    }

    @BeforeEach
    void stopTheClock() {
        MovableClock.stop();
    }

    @AfterEach
    void backToNow() {
        MovableClock.reset();
    }

    @Test
    void askingAgain_sendsTheSameCode() {
        api.requestCode(number).then().body("expires_in", equalTo(50)).body("resend_in", equalTo(1));
        String code = api.codeSentTo(number);
        MovableClock.advance(Duration.ofSeconds(30));
        api.requestCode(number).then().statusCode(200).body("expires_in", equalTo(20));
        assertEquals(code, api.codeSentTo(number));
    }

    @Test
    void askingAgain_withUnderAFifthLeft_makesANewCode() {
        api.requestCode(number);
        String code = api.codeSentTo(number);
        MovableClock.advance(Duration.ofSeconds(41));
        api.requestCode(number).then().statusCode(200).body("expires_in", equalTo(50));
        assertNotEquals(code, api.codeSentTo(number));
    }

    @Test
    void oneCode_isLookedAtTwentyTimesInAll() {
        List<String> challenges =
                IntStream.of(2, 3, 5, 9, 0).mapToObj(this::requestAndWait).toList();
        String code = api.codeSentTo(number);
        challenges.forEach(challenge -> miss(code, challenge));
        assertEquals(20, pending.comparisonsOf(number));
        api.redeem(number, code, challenges.get(4)).then().statusCode(403);
        api.redeem(number, code).then().statusCode(403);
        assertEquals(20, pending.comparisonsOf(number));
    }

    @Test
    void codeThatIsLookedThrough_isFollowedByANewOne() {
        List<String> challenges =
                IntStream.of(2, 3, 5, 9).mapToObj(this::requestAndWait).toList();
        String code = api.codeSentTo(number);
        challenges.forEach(challenge -> miss(code, challenge));
        api.requestCode(number).then().statusCode(200);
        assertNotEquals(code, api.codeSentTo(number));
        api.redeem(number, api.codeSentTo(number)).then().statusCode(200);
    }

    private String requestAndWait(int seconds) {
        String challenge = api.requestCode(number).path("challenge_id");
        MovableClock.advance(Duration.ofSeconds(seconds));
        return challenge;
    }

    private void miss(String code, String challenge) {
        IntStream.range(0, TRIES)
                .forEach(i -> api.redeem(number, Numbers.otherThan(code), challenge)
                        .then()
                        .statusCode(403));
    }
}
