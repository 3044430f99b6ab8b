package dev.phoneauth.guard;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Logs;
import dev.phoneauth.testsupport.MovableClock;
import dev.phoneauth.testsupport.Numbers;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.phoneauth.guard.GuardedProfile.NETWORK_PER_HOUR;
import static dev.phoneauth.guard.GuardedProfile.PREFIX_PER_DAY;
import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** A client that requests texts meets cooldown, budgets and closed prefixes, and is told of its own limits alone. */
@QuarkusTest
@TestProfile(GuardedProfile.class)
class SendGuardTest {
    private static final AtomicInteger NEXT_NETWORK = new AtomicInteger();

    private final Api api = Api.ofThisService();
    private final String number = Numbers.fresh();

    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;

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
    void cooldown_doubles() {
        assertEquals(60, resendIn(requestCode(number)));
        assertLimited(requestCode(number), "number", 60);
        MovableClock.advance(Duration.ofSeconds(58));
        assertLimited(requestCode(number), "number", 2);
        MovableClock.advance(Duration.ofSeconds(2));
        assertEquals(120, resendIn(requestCode(number)));
        MovableClock.advance(Duration.ofSeconds(120));
        assertEquals(240, resendIn(requestCode(number)));
    }

    @Test
    void redemption_endsTheCooldown() {
        requestCode(number);
        api.redeem(number, api.codeSentTo(number)).then().statusCode(200);
        assertEquals(60, resendIn(requestCode(number)));
    }

    /** The third answer already says when there will be a fourth; the others of the hour are left to other networks. */
    @Test
    void threeTexts_areAllThatANetworkHasOfAnHour() {
        String network = freshNetwork();
        for (int text = 1; text < 3; text++) {
            requestCode(number, network).then().statusCode(200);
            MovableClock.advance(Duration.ofMinutes(10));
        }
        assertEquals(2400, resendIn(requestCode(number, network)));
        MovableClock.advance(Duration.ofMillis(2_399_001));
        assertLimited(requestCode(number, network), "number", 1);
        MovableClock.advance(Duration.ofMillis(999));
        requestCode(number, network).then().statusCode(200);
    }

    /** Others used them up, as far as the sixth network can tell: its client may prove itself. */
    @Test
    void fiveTexts_areAllOfAnHour() {
        for (int text = 1; text < 5; text++) {
            requestCode(number).then().statusCode(200);
            MovableClock.advance(Duration.ofMinutes(10));
        }
        assertEquals(1200, resendIn(requestCode(number)));
        MovableClock.advance(Duration.ofMillis(1_199_001));
        assertDoubted(requestCode(number));
        MovableClock.advance(Duration.ofMillis(999));
        requestCode(number).then().statusCode(200);
    }

    @Test
    void redeemedTexts_doNotCount() {
        String network = freshNetwork();
        IntStream.range(0, 24).forEach(i -> {
            signIn(number, network).then().header("RateLimit", equalTo("\"texts\";r=5;t=3600"));
            MovableClock.advance(Duration.ofHours(1));
        });
    }

    /** They cost all others their share of the texts of a day. */
    @Test
    void signIns_ofOneNumber_areLimited() {
        String network = freshNetwork();
        IntStream.range(0, 10).forEach(i -> signIn(number, network));
        requestCode(number).then().statusCode(429).body("limit", equalTo("number"));
        MovableClock.advance(Duration.ofHours(1));
        signIn(number, network);
    }

    /** From several networks they use up all attempts without a challenge: the same code again would be of no use. */
    @Test
    void strangersMisses_withoutAChallenge_letTheOwnerHaveANewCode() {
        requestCode(number).then().statusCode(200);
        String code = api.codeSentTo(number);
        for (int miss = 0; miss < 15; miss++) {
            redeem(Numbers.otherThan(code), "198.51.100." + (1 + miss / 5))
                    .then()
                    .statusCode(403);
        }
        redeem(code, "203.0.113.1").then().statusCode(403);
        MovableClock.advance(Duration.ofSeconds(61));
        requestCode(number).then().statusCode(200);
        redeem(api.codeSentTo(number), "203.0.113.1").then().statusCode(200);
    }

    private Response redeem(String code, String network) {
        return api.request()
                .header("X-Forwarded-For", network)
                .contentType(ContentType.JSON)
                .body(Map.of("phone_number", number, "code", code))
                .post("/api/account/code/");
    }

    @Test
    void limitOfANumber_saysThatACodeIsOnItsWay() {
        requestCode(number).then().statusCode(200);
        MovableClock.advance(Duration.ofSeconds(30));
        requestCode(number).then().statusCode(429).body("code_expires_in", equalTo(270));
        api.redeem(number, api.codeSentTo(number)).then().statusCode(200);
    }

    /** The window slides: texts around the turn of an hour do not double. */
    @Test
    void network_isToldOfItsOwnBudget() {
        String network = freshNetwork();
        List<String> left = IntStream.range(0, NETWORK_PER_HOUR)
                .mapToObj(i -> requestCode(Numbers.fresh(), network))
                .peek(answer -> answer.then().statusCode(200).header("RateLimit-Policy", "\"texts\";q=6;w=3600"))
                .map(answer -> answer.header("RateLimit"))
                .toList();
        assertThat(left.get(0), equalTo("\"texts\";r=5;t=3600"));
        assertThat(left.get(5), equalTo("\"texts\";r=0;t=3600"));
        MovableClock.advance(Duration.ofMinutes(59));
        Response refused = requestCode(Numbers.fresh(), network);
        assertLimited(refused, "network", 60);
        assertThat(refused.header("RateLimit"), equalTo("\"texts\";r=0;t=60"));
        MovableClock.advance(Duration.ofMinutes(1));
        assertDoubted(requestCode(Numbers.fresh(), network));
    }

    /** These fields tell a client nothing about the use of a number or of the service by others. */
    @Test
    void otherLimits_areNotToldOf() {
        requestCode(number);
        requestCode(number).then().header("RateLimit", nullValue()).header("RateLimit-Policy", nullValue());
    }

    @Test
    void prefixBudget_isTheServices() {
        List<String> people = Stream.generate(() -> "+79265550" + NEXT_NETWORK.getAndIncrement())
                .limit(PREFIX_PER_DAY)
                .toList();
        people.forEach(this::signIn);
        assertLimited(requestCode("+79265559999"), "service", 86_400);
    }

    @Test
    void prefixWithoutRedemptions_isClosed() {
        attack();
        assertDoubted(requestCode("+79265559999"));
        requestCode("+79031234567").then().statusCode(200);
    }

    @Test
    void everyDecision_isMeasuredAndLogged() {
        try (Logs log = Logs.of(DecisionLog.class)) {
            attack();
            requestCode("+79265559999");
            assertThat(
                    log.lines(),
                    allOf(
                            containsString(
                                    "guard decision=admitted reason=service rule=plain number=+792******00 country=RU"),
                            containsString("guard group=prefix:7926555 change=closed mode=enforce"),
                            containsString(
                                    "guard decision=doubted reason=prefix rule=share number=+792******99 country=RU"),
                            not(containsString("+79265559999"))));
        }
        String metrics = given().port(managementPort).get("/q/metrics").asString();
        assertThat(
                metrics,
                allOf(
                        containsString(
                                "phone_auth_guard_decisions_total{decision=\"doubted\",reason=\"prefix\",rule=\"share\"}"),
                        containsString("phone_auth_guard_groups_total{change=\"closed\",group=\"prefix\"}")));
    }

    @Test
    void closedDestination_costsNothing() {
        requestCode("+5351234567").then().statusCode(403).body("code", equalTo("phone_number_not_allowed"));
        api.inbox("+5351234567").then().body("messages", hasSize(0));
    }

    /** Twenty-five texts to one prefix, of which none is redeemed in time. */
    private void attack() {
        List<Integer> answers = IntStream.range(0, 25)
                .mapToObj("+792655512%02d"::formatted)
                .map(victim -> requestCode(victim).statusCode())
                .toList();
        assertThat(answers, everyItem(equalTo(200)));
        MovableClock.advance(Duration.ofSeconds(46));
    }

    private Response signIn(String person) {
        return signIn(person, freshNetwork());
    }

    /** Answers as {@code /auth/} did. */
    private Response signIn(String person, String network) {
        Response answer = requestCode(person, network);
        answer.then().statusCode(200);
        post("code/", Map.of("phone_number", person, "code", api.codeSentTo(person)), freshNetwork())
                .then()
                .statusCode(200);
        return answer;
    }

    private Response requestCode(String person) {
        return requestCode(person, freshNetwork());
    }

    private Response requestCode(String person, String network) {
        return post("auth/", Map.of("phone_number", person), network);
    }

    private Response post(String path, Object body, String network) {
        return api.request()
                .contentType(ContentType.JSON)
                .header("X-Forwarded-For", network)
                .body(body)
                .post("/api/account/" + path);
    }

    private static String freshNetwork() {
        int network = NEXT_NETWORK.getAndIncrement();
        return "10.%d.%d.1".formatted(network / 256, network % 256);
    }

    private static int resendIn(Response answer) {
        return answer.then().statusCode(200).extract().path("resend_in");
    }

    private static void assertDoubted(Response answer) {
        answer.then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("code", equalTo("client_proof_required"))
                .body("proof.kind", equalTo("altcha"))
                .header("RateLimit", nullValue());
    }

    private static void assertLimited(Response answer, String limit, int seconds) {
        answer.then()
                .statusCode(429)
                .contentType("application/problem+json")
                .body("code", equalTo("too_many_requests"))
                .body("limit", equalTo(limit))
                .body("retry_after", equalTo(seconds))
                .header("Retry-After", equalTo(Integer.toString(seconds)));
    }
}
