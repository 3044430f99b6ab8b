package dev.phoneauth.signin;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

/**
 * A test number has a fixed code, and gets no text, cooldown or budget; but its code must be requested, is good for one use
 * and 20 comparisons, and no longer than the day that is set.
 */
@QuarkusTest
@TestProfile(TestNumberTest.Settings.class)
class TestNumberTest {
    /** No such number exists: one that is made up can be a test number. */
    private static final String NUMBER = "+10005550006";

    private static final String CODE = "001234";

    private final Api api = Api.ofThisService();

    public static class Settings implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "phone-auth.phone.check",
                    "valid",
                    "phone-auth.test-numbers",
                    NUMBER + "=" + CODE,
                    "phone-auth.test-numbers-until",
                    LocalDate.now(ZoneOffset.UTC).plusDays(1).toString());
        }
    }

    @AfterEach
    void resetClock() {
        MovableClock.reset();
    }

    @Test
    void code_isFixed_butMustBeAskedFor() {
        api.redeem(NUMBER, CODE).then().statusCode(403).body("code", equalTo("invalid_code"));
        api.requestCode(NUMBER).then().statusCode(200).body("code_length", equalTo(6));
        api.redeem(NUMBER, CODE).then().statusCode(200);
        api.redeem(NUMBER, CODE).then().statusCode(403);
    }

    @Test
    void request_hasNoCooldownAndNoBudget_andSendsNothing() {
        IntStream.range(0, 30)
                .forEach(i -> api.requestCode(NUMBER).then().statusCode(200).body("resend_in", equalTo(0)));
        api.inbox(NUMBER).then().body("messages", hasSize(0));
        String challenge = api.requestCode(NUMBER).path("challenge_id");
        api.request()
                .get("/api/account/auth/" + challenge)
                .then()
                .statusCode(200)
                .body("delivery", equalTo("delivered"))
                .body("resend_in", equalTo(0));
        api.redeem(NUMBER, CODE, challenge).then().statusCode(200);
    }

    @Test
    void code_cannotBeGuessedByRequestingItAgain() {
        for (int i = 0; i < 20; i++) {
            String challenge = api.requestCode(NUMBER).path("challenge_id");
            api.redeem(NUMBER, "999999", challenge).then().statusCode(403);
        }
        String challenge = api.requestCode(NUMBER).path("challenge_id");
        api.redeem(NUMBER, CODE, challenge).then().statusCode(403).body("code", equalTo("invalid_code"));
        MovableClock.advance(Duration.ofMinutes(10));
        challenge = api.requestCode(NUMBER).path("challenge_id");
        api.redeem(NUMBER, CODE, challenge).then().statusCode(200);
    }

    @Test
    void manyRequests_leaveTheNewestChallengesGood() {
        String first = api.requestCode(NUMBER).path("challenge_id");
        String last = null;
        for (int i = 0; i < 45; i++) {
            last = api.requestCode(NUMBER).path("challenge_id");
        }
        api.redeem(NUMBER, CODE, first).then().statusCode(403);
        api.redeem(NUMBER, CODE, last).then().statusCode(200);
    }

    /** As production checks numbers: the digits may be meant for Germany, for China, or for the USA. */
    @Test
    void numberWithoutACountryCode_isNotGuessed() {
        api.requestCode("1512 3456789")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_phone_number"))
                .body("detail", containsString("country code is missing"));
    }

    @Test
    void afterItsDay_itIsANumberLikeAnyOther() {
        api.requestCode(NUMBER).then().statusCode(200);
        MovableClock.advance(Duration.ofDays(2));
        api.requestCode(NUMBER).then().statusCode(400).body("code", equalTo("invalid_phone_number"));
    }
}
