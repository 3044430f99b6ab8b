package dev.phoneauth.guard;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.MovableClock;
import dev.phoneauth.testsupport.Numbers;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** What others do to a number does not affect a device that has signed in before; a token that is not good changes nothing. */
@QuarkusTest
@TestProfile(GuardedProfile.class)
class DeviceTokenTest {
    private static final String OWNER = "198.51.100.1";
    private static final String NONE = null;

    private final Api api = Api.ofThisService();
    private final String number = Numbers.fresh();
    private String device;

    @BeforeEach
    void signIn() {
        MovableClock.stop();
        api.request().get("/api/account/reset/").then().statusCode(200);
        device = deviceOf(number);
    }

    @AfterEach
    void resetClock() {
        MovableClock.reset();
    }

    @Test
    void strangersWhoUseUpTheNumber_doNotKeepADeviceOut() {
        IntStream.range(0, 5).forEach(i -> {
            requestCode(number, "203.%d.113.7".formatted(i), NONE).then().statusCode(200);
            MovableClock.advance(Duration.ofMinutes(10));
        });
        requestCode(number, OWNER, NONE).then().statusCode(403).body("code", equalTo("client_proof_required"));
        Response asked = requestCode(number, OWNER, device);
        asked.then().statusCode(200).body("resend_in", equalTo(60));
        redeem(api.codeSentTo(number), asked.path("challenge_id"), OWNER).then().statusCode(200);
    }

    /** Four networks use up all comparisons that a code has for requests without a challenge, and the stranger's challenge. */
    @Test
    void strangersWhoGuess_costADeviceNoAttempts() {
        String strangers = requestCode(number, "203.0.113.7", NONE).path("challenge_id");
        String owners = requestCode(number, OWNER, device).path("challenge_id");
        String code = api.codeSentTo(number);
        IntStream.range(0, 4).forEach(i -> guess(code, NONE, "203.%d.113.7".formatted(i)));
        guess(code, strangers, "203.9.113.7");
        redeem(code, owners, OWNER).then().statusCode(200);
    }

    /** Nor one that is new: requests without a challenge leave its own to every challenge. */
    @Test
    void strangersWhoGuess_costAChallengeNoAttempts() {
        String owners = requestCode(number, OWNER, NONE).path("challenge_id");
        String code = api.codeSentTo(number);
        IntStream.range(0, 4).forEach(i -> guess(code, NONE, "203.%d.113.7".formatted(i)));
        redeem(code, NONE, "198.51.100.2").then().statusCode(403);
        redeem(code, owners, OWNER).then().statusCode(200);
    }

    @Test
    void device_hasBudgetsOfItsOwn() {
        List<Integer> statuses = IntStream.range(0, 6)
                .mapToObj(i -> {
                    int status = requestCode(number, OWNER, device).statusCode();
                    MovableClock.advance(Duration.ofMinutes(9));
                    return status;
                })
                .toList();
        assertEquals(List.of(200, 200, 200, 200, 200, 429), statuses);
    }

    /** In the cooldown, where a good token would get a text. */
    @Test
    void tokensThatAreNotGood_areIgnored() {
        String other = deviceOf(Numbers.fresh());
        requestCode(number, OWNER, NONE).then().statusCode(200);
        Response expected = requestCode(number, OWNER, NONE);
        expected.then().statusCode(429);
        List<String> tokens = List.of(
                "", "x", "*".repeat(1_000), other, device.substring(1), device + "A", "B" + device.substring(1));
        for (String token : tokens) {
            Response answer = requestCode(number, OWNER, token);
            assertEquals(expected.asString(), answer.asString(), token);
            assertEquals(expected.headers().asList(), answer.headers().asList(), token);
        }
    }

    @Test
    void token_isGoodForAYear() {
        MovableClock.advance(Duration.ofDays(365).minusSeconds(1));
        requestCode(number, OWNER, NONE).then().statusCode(200);
        requestCode(number, OWNER, device).then().statusCode(200);
        MovableClock.advance(Duration.ofMinutes(2));
        requestCode(number, OWNER, NONE).then().statusCode(200);
        requestCode(number, OWNER, device).then().statusCode(429);
    }

    private String deviceOf(String of) {
        api.requestCode(of).then().statusCode(200);
        return api.redeem(of, api.codeSentTo(of))
                .then()
                .statusCode(200)
                .extract()
                .path("device");
    }

    private void guess(String code, String challenge, String network) {
        IntStream.range(0, 5)
                .forEach(i -> redeem(Numbers.otherThan(code), challenge, network)
                        .then()
                        .statusCode(403));
    }

    private Response redeem(String code, String challenge, String network) {
        Map<String, String> body = new HashMap<>(Map.of("phone_number", number, "code", code));
        body.put("challenge_id", challenge);
        return post("code/", body, network);
    }

    private Response requestCode(String to, String network, String token) {
        Map<String, String> body = new HashMap<>(Map.of("phone_number", to));
        body.put("device", token);
        return post("auth/", body, network);
    }

    private Response post(String path, Object body, String network) {
        return api.request()
                .contentType(ContentType.JSON)
                .header("X-Forwarded-For", network)
                .body(body)
                .post("/api/account/" + path);
    }
}
