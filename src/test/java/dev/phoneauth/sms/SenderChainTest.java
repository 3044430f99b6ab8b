package dev.phoneauth.sms;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Gateway;
import dev.phoneauth.testsupport.Gateway.Behaviour;
import dev.phoneauth.testsupport.MovableClock;
import dev.phoneauth.testsupport.Numbers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.phoneauth.testsupport.Gateway.answers;
import static dev.phoneauth.testsupport.Gateway.dropsConnection;
import static dev.phoneauth.testsupport.Gateway.dropsHalfWay;
import static dev.phoneauth.testsupport.Gateway.hangs;
import static dev.phoneauth.testsupport.Gateway.slowly;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * A gateway that hangs, errs, refuses or drops the connection is never counted as having sent: the next one is asked.
 * After an acceptance no other one is. When all fail, 503 comes within two seconds, the number may ask again at once, and
 * the budgets are given back after definite refusals alone.
 */
@QuarkusTest
@QuarkusTestResource(value = Gateways.class, restrictToAnnotatedClass = true)
class SenderChainTest {
    static final Behaviour TWILIO_ACCEPTS = answers(201, "{\"sid\":\"SM1\",\"status\":\"queued\",\"error_code\":null}");
    static final Behaviour VONAGE_ACCEPTS = answers(200, "{\"messages\":[{\"status\":\"0\",\"message-id\":\"1\"}]}");

    private static final Behaviour ERROR_500 = answers(500, "oops");
    /** Texts to a number that one network may have. */
    private static final int PER_HOUR = 3;

    private final Api api = Api.ofThisService();
    private final String number = Numbers.fresh();

    @Gateways.Inject
    Gateway webhook;

    @Gateways.Inject
    Gateway twilio;

    @Gateways.Inject
    Gateway vonage;

    /** All gateways accept, and all circuit breakers are closed. */
    @BeforeEach
    void heal() {
        MovableClock.advance(CircuitBreaker.OPEN_FOR.plusSeconds(1));
        webhook.behave(answers(200, ""));
        twilio.behave(TWILIO_ACCEPTS);
        vonage.behave(VONAGE_ACCEPTS);
        Stream.of("+4915", "+336", "+346")
                .forEach(country -> api.requestCode(fresh(country)).then().statusCode(200));
        Stream.of(webhook, twilio, vonage).forEach(Gateway::forget);
    }

    /** Not after each test: an open circuit must not see time go backwards. */
    @AfterAll
    static void resetClock() {
        MovableClock.reset();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notAccepted")
    void firstSender_notAccepting_isFollowedByTheNextAlone(String how, Behaviour behaviour, boolean leftOpen) {
        webhook.behave(behaviour);
        api.requestCode(number).then().statusCode(200).time(lessThan(2000L));
        assertSent(1, 1, 0);
        assertBudgetLeft(leftOpen ? PER_HOUR - 2 : PER_HOUR - 1);
    }

    static Stream<Arguments> notAccepted() {
        return Stream.of(
                Arguments.of("500", ERROR_500, false),
                Arguments.of("429", answers(429, ""), false),
                Arguments.of("400", answers(400, "{}"), false),
                Arguments.of("a redirect", answers(302, ""), false),
                Arguments.of("200 with an error", answers(200, "{\"error\":\"no credit\"}"), false),
                Arguments.of("200 without success", answers(200, "{\"success\":false}"), false),
                Arguments.of("200 with a failed status", answers(200, "{\"status\":\"failed\"}"), false),
                Arguments.of("hangs", hangs(), true),
                Arguments.of("drops the connection", dropsConnection(), true),
                Arguments.of("drops half way", dropsHalfWay(), true));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void acceptance_isFollowedByNoOtherSender(Behaviour behaviour) {
        webhook.behave(behaviour);
        api.requestCode(number).then().statusCode(200);
        assertSent(1, 0, 0);
        assertBudgetLeft(PER_HOUR - 1);
    }

    static Stream<Behaviour> accepted() {
        return Stream.of(
                answers(204, ""),
                answers(200, "ok"),
                answers(200, "{\"status\":\"queued\",\"error\":null,\"errors\":[]}"),
                slowly(300, answers(202, "{\"id\":7}")));
    }

    @Test
    void refusedConnection_isFollowedByTheNext() {
        webhook.close();
        try {
            api.requestCode(number).then().statusCode(200);
            assertSent(0, 1, 0);
            assertBudgetLeft(PER_HOUR - 1);
        } finally {
            webhook.reopen();
        }
    }

    @Test
    void undeliverableText_isOfferedToNoOtherSender() {
        webhook.behave(ERROR_500);
        twilio.behave(answers(400, "{\"code\":21614,\"message\":\"not a mobile number\",\"status\":400}"));
        assertNotDelivered(api.requestCode(number));
        assertSent(1, 1, 0);
        assertBudgetLeft(PER_HOUR);
    }

    @Test
    void allRefusing_answers503_andGivesEverythingBack() {
        allBehave(ERROR_500, answers(401, "{\"code\":20003}"), answers(200, vonageError("9")));
        assertNotDelivered(api.requestCode(number));
        assertSent(1, 1, 1);
        assertBudgetLeft(PER_HOUR);
    }

    /** Each may have sent: that counts, though the number need not wait, and the code is good if it arrives late. */
    @Test
    void allHanging_answers503WithinTwoSeconds_andCodeStaysGood() {
        allBehave(hangs(), hangs(), hangs());
        Response refused = api.requestCode(number);
        assertNotDelivered(refused);
        assertSent(1, 1, 1);
        String late = Gateway.codeIn(webhook.received().get(0).json().getString("text"));
        assertEquals(late, Gateway.codeIn(twilio.received().get(0).form().get("Body")));
        assertEquals(late, Gateway.codeIn(vonage.received().get(0).form().get("text")));
        api.redeem(number, late).then().statusCode(200);
    }

    @Test
    void allHanging_countsOnceForEach() {
        allBehave(hangs(), hangs(), hangs());
        assertNotDelivered(api.requestCode(number));
        allBehave(answers(200, ""), TWILIO_ACCEPTS, VONAGE_ACCEPTS);
        assertBudgetLeft(PER_HOUR - 3);
    }

    @Test
    void circuit_opensAfterFailures_andClosesAgain() {
        webhook.behave(ERROR_500);
        IntStream.range(0, 5).forEach(i -> api.requestCode(Numbers.fresh()));
        assertSent(5, 5, 0);
        webhook.behave(answers(200, ""));
        api.requestCode(Numbers.fresh()).then().statusCode(200);
        assertSent(5, 6, 0);
        MovableClock.advance(CircuitBreaker.OPEN_FOR.plusMillis(1));
        api.requestCode(Numbers.fresh()).then().statusCode(200);
        assertSent(6, 6, 0);
    }

    @Test
    void allCircuitsOpen_answers503AtOnce_andGivesEverythingBack() {
        webhook.behave(ERROR_500);
        IntStream.range(0, 5).forEach(i -> api.requestCode(fresh("+4915")));
        String german = fresh("+4915");
        assertNotDelivered(api.requestCode(german));
        assertSent(5, 0, 0);
        assertBudgetLeft(german, PER_HOUR);
    }

    @Test
    void country_goesByItsRoute() {
        vonage.behave(answers(200, vonageError("5")));
        api.requestCode(fresh("+3934")).then().statusCode(200);
        assertSent(1, 0, 1);
    }

    private void allBehave(Behaviour first, Behaviour second, Behaviour third) {
        webhook.behave(first);
        twilio.behave(second);
        vonage.behave(third);
    }

    private void assertNotDelivered(Response answer) {
        answer.then()
                .statusCode(503)
                .contentType("application/problem+json")
                .body("code", equalTo("sms_not_delivered"))
                .body("retry_after", greaterThan(0))
                .header("Retry-After", "5")
                .time(lessThan(2000L));
    }

    private void assertSent(int byWebhook, int byTwilio, int byVonage) {
        assertEquals(
                "%d %d %d".formatted(byWebhook, byTwilio, byVonage),
                "%d %d %d"
                        .formatted(
                                webhook.received().size(),
                                twilio.received().size(),
                                vonage.received().size()));
    }

    private void assertBudgetLeft(int left) {
        assertBudgetLeft(number, left);
    }

    /** Asks as often as the cooldown allows: a network has three texts an hour to a number. */
    private void assertBudgetLeft(String of, int left) {
        allBehave(answers(200, ""), TWILIO_ACCEPTS, VONAGE_ACCEPTS);
        MovableClock.advance(Duration.ofMinutes(1));
        for (int asked = 0; asked < left; asked++) {
            api.requestCode(of).then().statusCode(200);
            MovableClock.advance(
                    Duration.ofMinutes(1L << asked + 1).compareTo(Duration.ofMinutes(8)) > 0
                            ? Duration.ofMinutes(8)
                            : Duration.ofMinutes(1L << asked + 1));
        }
        api.requestCode(of).then().statusCode(429).body("retry_after", greaterThan(60));
    }

    private static String vonageError(String status) {
        return "{\"messages\":[{\"status\":\"%s\",\"error-text\":\"no\"}]}".formatted(status);
    }

    static String fresh(String prefix) {
        return prefix + "%08d".formatted(ThreadLocalRandom.current().nextInt(100_000_000));
    }
}
