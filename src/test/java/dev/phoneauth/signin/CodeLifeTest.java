package dev.phoneauth.signin;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.MovableClock;
import dev.phoneauth.testsupport.Numbers;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

/**
 * A code is good for five minutes and for one use. Asking again while it lives sends the same one, as texts arrive out of
 * order, and draws its life out by nothing (NIST SP 800-63B-4, 3.1.3.2; ASVS 6.5.1, 6.5.5).
 */
@QuarkusTest
class CodeLifeTest {
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Duration A_MOMENT = Duration.ofMillis(1);

    private final Api api = Api.ofThisService();
    private final String number = Numbers.fresh();

    @BeforeEach
    void stopTheClock() {
        MovableClock.stop();
    }

    @AfterEach
    void backToNow() {
        MovableClock.reset();
    }

    @Test
    void code_isGoodJustBeforeItsEnd() {
        api.requestCode(number);
        MovableClock.advance(LIFE.minus(A_MOMENT));
        api.redeem(number, api.codeSentTo(number)).then().statusCode(200);
    }

    @Test
    void code_isRefusedAtItsEnd() {
        String challenge = api.requestCode(number).path("challenge_id");
        String code = api.codeSentTo(number);
        MovableClock.advance(LIFE);
        refused(code, challenge);
        api.redeem(number, code).then().statusCode(403);
    }

    @Test
    void code_isGoodOnce() {
        String challenge = api.requestCode(number).path("challenge_id");
        String code = api.codeSentTo(number);
        api.redeem(number, code, challenge).then().statusCode(200);
        refused(code, challenge);
        api.redeem(number, code).then().statusCode(403);
    }

    @Test
    void askingAgain_sendsTheSameCode_withAChallengeOfItsOwn() {
        String first = api.requestCode(number).path("challenge_id");
        String code = api.codeSentTo(number);
        MovableClock.advance(Duration.ofSeconds(61));
        String second = api.requestCode(number).path("challenge_id");
        assertEquals(code, api.codeSentTo(number));
        assertEquals(2, api.inbox(number).<Integer>path("messages.size()"));
        assertNotEquals(first, second);
        api.redeem(number, code, first).then().statusCode(200);
    }

    @Test
    void askingAgain_drawsNothingOut() {
        api.requestCode(number);
        MovableClock.advance(Duration.ofSeconds(100));
        api.requestCode(number).then().statusCode(200).body("expires_in", equalTo(200));
        MovableClock.advance(Duration.ofSeconds(200));
        api.redeem(number, api.codeSentTo(number)).then().statusCode(403);
    }

    @Test
    void askingAgain_withUnderAMinuteLeft_makesANewCode() {
        String oldChallenge = api.requestCode(number).path("challenge_id");
        String oldCode = api.codeSentTo(number);
        MovableClock.advance(LIFE.minusSeconds(59));
        api.requestCode(number).then().statusCode(200).body("expires_in", equalTo(300));
        String newCode = api.codeSentTo(number);
        assertNotEquals(oldCode, newCode);
        refused(newCode, oldChallenge);
        refused(oldCode, oldChallenge);
        api.redeem(number, newCode).then().statusCode(200);
    }

    private void refused(String code, String challenge) {
        api.redeem(number, code, challenge).then().statusCode(403).body("code", equalTo("invalid_code"));
    }
}
