package dev.phoneauth.signin;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Burst;
import dev.phoneauth.testsupport.Gateway;
import dev.phoneauth.testsupport.MovableClock;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.PendingCodes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.phoneauth.testsupport.Gateway.answers;
import static dev.phoneauth.testsupport.Gateway.slowly;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

/**
 * Asked again with the same {@code Idempotency-Key}, the service gives the same answer and sends nothing: a phone that lost
 * the answer does not wait out a cooldown to learn its challenge, and no second text is paid for.
 */
@QuarkusTest
@QuarkusTestResource(value = TextedCodes.class, restrictToAnnotatedClass = true)
class IdempotencyKeyTest {
    private static final String KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324";

    private final Api api = Api.ofThisService();
    private final String number = Numbers.fresh();

    @TestHTTPResource("/api/account/auth/")
    URI uri;

    @Inject PendingCodes codes;

    Gateway gateway;

    @BeforeEach
    void gatewayAccepts() {
        gateway.behave(answers(200, ""));
        gateway.forget();
    }

    @AfterEach
    void backToNow() {
        MovableClock.reset();
    }

    @Test
    void sameKey_getsTheSameAnswer_andNoSecondText() {
        Response first = api.requestCodeOnce(number, KEY);
        first.then().statusCode(200);
        MovableClock.advance(Duration.ofSeconds(30));
        Response second = api.requestCodeOnce(number, KEY);
        second.then().statusCode(200);
        assertEquals(first.asString(), second.asString());
        assertTexts(1);
        redeemLatest(second).then().statusCode(200);
    }

    /** Otherwise anyone could fill Redis with keys. */
    @Test
    void refusedRequest_keepsNothing() {
        api.requestCode(number).then().statusCode(200);
        api.requestCodeOnce(number, KEY).then().statusCode(429);
        assertEquals(0, codes.idempotencyKeysOf(number));
    }

    @Test
    void sameKey_withAnotherSpellingOfTheNumber_getsTheSameAnswer() {
        Response first = api.requestCodeOnce(number, KEY);
        Response second = api.requestCodeOnce("00" + number.substring(1), KEY);
        assertEquals(first.asString(), second.asString());
        assertTexts(1);
    }

    @Test
    void sameKey_afterAResendWithoutIt_getsTheFirstAnswer() {
        Response first = api.requestCodeOnce(number, KEY);
        MovableClock.advance(Duration.ofSeconds(61));
        api.requestCode(number).then().statusCode(200);
        assertEquals(first.asString(), api.requestCodeOnce(number, KEY).asString());
        assertTexts(2);
    }

    @Test
    void anotherKey_waitsForTheCooldown() {
        api.requestCodeOnce(number, KEY).then().statusCode(200);
        api.requestCodeOnce(number, "another").then().statusCode(429).body("limit", equalTo("number"));
        assertTexts(1);
    }

    @Test
    void sameKey_withAnotherNumber_isAnotherRequest() {
        String challenge = api.requestCodeOnce(number, KEY).path("challenge_id");
        Response other = api.requestCodeOnce(Numbers.fresh(), KEY);
        other.then().statusCode(200);
        assertNotEquals(challenge, other.path("challenge_id"));
        assertTexts(2);
    }

    /** All but the first wait for what comes of it. */
    @Test
    void sameKey_twentyTimesAtOnce_isOneText() {
        gateway.behave(slowly(300, answers(200, "")));
        List<HttpResponse<String>> answers = Burst.send(
                Stream.generate(() -> Burst.post(uri, Map.of("phone_number", number), "Idempotency-Key", KEY))
                        .limit(20));
        assertEquals(20, Burst.count(answers, 200));
        assertEquals(1, answers.stream().map(HttpResponse::body).distinct().count());
        assertTexts(1);
    }

    @Test
    void sameKey_whileTheFirstTextFails_sendsOneOfItsOwn() throws InterruptedException {
        gateway.behave(slowly(300, answers(400, "")));
        CompletableFuture<Response> first = CompletableFuture.supplyAsync(() -> api.requestCodeOnce(number, KEY));
        gateway.take();
        gateway.behave(answers(200, ""));
        api.requestCodeOnce(number, KEY).then().statusCode(200);
        first.join().then().statusCode(503).body("code", equalTo("sms_not_delivered"));
        assertTexts(2);
    }

    @Test
    void sameKey_afterTheTextFailed_sendsAnew() {
        gateway.behave(answers(400, ""));
        api.requestCodeOnce(number, KEY).then().statusCode(503).body("code", equalTo("sms_not_delivered"));
        gateway.behave(answers(200, ""));
        Response second = api.requestCodeOnce(number, KEY);
        second.then().statusCode(200);
        assertTexts(2);
        redeemLatest(second).then().statusCode(200);
    }

    @Test
    void sameKey_afterTheCodeIsUsed_asksAnew() {
        redeemLatest(api.requestCodeOnce(number, KEY)).then().statusCode(200);
        Response second = api.requestCodeOnce(number, KEY);
        second.then().statusCode(200);
        assertTexts(2);
        redeemLatest(second).then().statusCode(200);
    }

    @Test
    void sameKey_afterTheLifeOfTheCode_asksAnew() {
        api.requestCodeOnce(number, KEY);
        MovableClock.advance(Duration.ofMinutes(6));
        api.requestCodeOnce(number, KEY).then().statusCode(200).body("expires_in", equalTo(300));
        assertTexts(2);
    }

    /** What a process leaves behind that dies before its text is on its way; whether it ever was, is unknown. */
    @Test
    void claimOfADeadRequest_isWaitedFor_andItsAnswerIsNoAnswer() {
        api.requestCodeOnce(number, KEY).then().statusCode(200);
        codes.claim(number, Duration.ofMillis(500));
        Instant start = Instant.now();
        api.requestCodeOnce(number, KEY).then().statusCode(429).body("limit", equalTo("number"));
        assertThat(Duration.between(start, Instant.now()), greaterThan(Duration.ofMillis(300)));
        assertTexts(1);
    }

    /** The key is good as long as the code. It lifts no limit. */
    @Test
    void sameKey_againAndAgain_countsEachText() {
        for (int text = 1; text <= 3; text++) {
            api.requestCodeOnce(number, KEY).then().statusCode(200);
            MovableClock.advance(Duration.ofMinutes(10));
        }
        api.requestCodeOnce(number, KEY).then().statusCode(429).body("limit", equalTo("number"));
        assertTexts(3);
    }

    @Test
    void keyOf255Characters_isGood_andALongerOrEmptyOneIsNot() {
        api.requestCodeOnce(number, "x".repeat(255)).then().statusCode(200);
        Stream.of("x".repeat(256), "", "  ")
                .forEach(key -> api.requestCodeOnce(Numbers.fresh(), key)
                        .then()
                        .statusCode(400)
                        .body("code", equalTo("invalid_request"))
                        .body("errors[0].field", equalTo("Idempotency-Key")));
        assertTexts(1);
    }

    private Response redeemLatest(Response asked) {
        return api.redeem(number, gateway.latestCode(), asked.path("challenge_id"));
    }

    private void assertTexts(int expected) {
        assertEquals(expected, gateway.received().size());
    }
}
