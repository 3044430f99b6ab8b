package dev.phoneauth.docs;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.MovableClock;
import dev.phoneauth.testsupport.Numbers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A service without users, whose time stands still; for tests with the {@link AnswersProfile}. */
abstract class AnswersSetup {
    static final Map<String, String> NO_NUMBER = Map.of("phone_number", "none", "code", "123456");
    static final Map<String, String> CUBAN = Map.of("phone_number", "+5351234567");
    static final Map<String, String> UNREACHABLE = Map.of("phone_number", "+33612345678");

    final Api api = Api.ofThisService();
    final String number = Numbers.fresh();
    DocumentedAnswers answers;

    @BeforeEach
    void startAfresh() {
        MovableClock.stop();
        api.request().get("/api/account/reset/").then().statusCode(200);
        answers = new DocumentedAnswers(ApiDocument.fetch());
    }

    @AfterEach
    void resetClock() {
        MovableClock.reset();
    }

    void useUpAttempts() {
        IntStream.range(0, AnswersProfile.ATTEMPTS_PER_MINUTE).forEach(i -> api.redeem(Numbers.fresh(), "000000"));
    }

    /** So many codes that are not redeemed that a client is asked for a proof. */
    void raiseDoubt() {
        IntStream.range(0, 25).forEach(i -> api.requestCode(Numbers.fresh()));
        MovableClock.advance(Duration.ofMinutes(1));
    }
}
