package dev.phoneauth.event;

import dev.phoneauth.docs.DocumentedWebhooks;
import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Await;
import dev.phoneauth.testsupport.Gateway;
import dev.phoneauth.testsupport.Gateway.Behaviour;
import dev.phoneauth.testsupport.Gateway.Request;
import dev.phoneauth.testsupport.MovableClock;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Tables;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.phoneauth.testsupport.Gateway.answers;
import static dev.phoneauth.testsupport.Gateway.dropsConnection;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The receiver gets each event, signed, and again under the same id until it accepts it. */
@QuarkusTest
@QuarkusTestResource(value = EventReceiver.class, restrictToAnnotatedClass = true)
class EventsTest {
    private final Api api = Api.ofThisService();

    Gateway receiver;

    @Inject Tables tables;
    @Inject Clock clock;

    @BeforeEach
    void forget() {
        receiver.behave(answers(204, ""));
        api.request().get("/api/account/reset/").then().statusCode(200);
        receiver.forget();
    }

    @AfterEach
    void resetClock() {
        MovableClock.reset();
    }

    @Test
    void newUser_isTold_once() throws Exception {
        String number = Numbers.fresh();
        String id = api.profile(api.signIn(number)).path("id");
        Request request = take();
        JsonObject event = request.json();
        assertEquals("user.created", event.getString("type"));
        assertEquals(new JsonObject().put("user_id", id), event.getJsonObject("data"));
        assertFalse(request.body().contains(number.substring(1)));
        api.signIn(number);
        String other = api.profile(api.signIn(Numbers.fresh())).path("id");
        assertEquals(other, take().json().getJsonObject("data").getString("user_id"));
    }

    @Test
    void activation_isTold() throws Exception {
        Tokens inviter = api.signIn(Numbers.fresh());
        Tokens invited = api.signIn(Numbers.fresh());
        take();
        take();
        api.activate(invited, api.inviteCodeOf(inviter)).then().statusCode(200);
        JsonObject event = take().json();
        assertEquals("invite.activated", event.getString("type"));
        assertEquals(
                new JsonObject()
                        .put("user_id", api.profile(invited).<String>path("id"))
                        .put("inviter_id", api.profile(inviter).<String>path("id")),
                event.getJsonObject("data"));
    }

    /** A refresh token that was used up long ago is shown again: it was copied. */
    @Test
    void stolenSession_isTold() throws Exception {
        Tokens tokens = api.signIn(Numbers.fresh());
        String user = api.profile(tokens).path("id");
        take();
        api.refresh(tokens.refresh()).then().statusCode(200);
        tables.moveRefreshesBack(31);
        api.refresh(tokens.refresh()).then().statusCode(403);
        JsonObject event = take().json();
        assertEquals("session.stolen", event.getString("type"));
        assertEquals(user, event.getJsonObject("data").getString("user_id"));
        assertEquals(
                Set.of("user_id", "session_id"), event.getJsonObject("data").fieldNames());
    }

    /** Texts go out to many networks and no code comes back: the beginning of those numbers closes by itself. */
    @Test
    void closedPrefix_isTold() throws Exception {
        int prefix = ThreadLocalRandom.current().nextInt(100, 1000);
        for (int i = 0; i < 40; i++) {
            api.request()
                    .header("X-Forwarded-For", "203.%d.113.7".formatted(i))
                    .contentType(ContentType.JSON)
                    .body(Map.of("phone_number", "+7901%d%04d".formatted(prefix, i)))
                    .post("/api/account/auth/");
            MovableClock.advance(Duration.ofMinutes(1));
        }
        Request request = take();
        while (!request.body().contains("\"prefix:")) {
            request = take();
        }
        JsonObject event = request.json();
        assertEquals("guard.prefix_closed", event.getString("type"));
        assertEquals(Set.of("group", "mode"), event.getJsonObject("data").fieldNames());
        assertTrue(event.getJsonObject("data").getString("group").startsWith("prefix:7901" + prefix));
    }

    @Test
    void event_isSignedTheStandardWay() throws Exception {
        api.signIn(Numbers.fresh());
        Request request = take();
        assertEquals(expectedSignature(request), request.headers().get("webhook-signature"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void eventNotTaken_isSentAgainUnderTheSameId(Behaviour failure) throws Exception {
        receiver.behave(failure);
        api.signIn(Numbers.fresh());
        Request first = take();
        receiver.behave(answers(200, ""));
        // Not before its time.
        MovableClock.advance(Duration.ofSeconds(30));
        Request second = take();
        assertEquals(first.headers().get("webhook-id"), second.headers().get("webhook-id"));
        assertEquals(first.body(), second.body());
        assertNotEquals(
                first.headers().get("webhook-timestamp"), second.headers().get("webhook-timestamp"));
        assertEquals(expectedSignature(second), second.headers().get("webhook-signature"));
    }

    /** Time stands still but for what the test lets pass, so that each wait can be read off to the second. */
    @Test
    void eventThatIsNotTaken_waitsLongerEachTime_andIsGivenUpAfterThreeDays() throws Exception {
        MovableClock.stop();
        receiver.behave(answers(500, ""));
        String user = api.profile(api.signIn(Numbers.fresh())).path("id");
        for (int wait : new int[] {15, 30, 60, 120}) {
            take();
            Await.until(() -> secondsUntilDue(user) == wait);
            MovableClock.advance(Duration.ofSeconds(wait));
        }
        MovableClock.advance(Duration.ofDays(3));
        Await.until(() -> tables.count("select count(*) from events where data ->> 'user_id' = ?", user) == 0);
    }

    /** The next event. */
    private Request take() throws InterruptedException {
        Request event = receiver.take();
        DocumentedWebhooks.assertDocumented(event);
        return event;
    }

    private long secondsUntilDue(String user) {
        return tables.count(
                "select extract(epoch from due_at - ?)::int from events where data ->> 'user_id' = ?",
                clock.instant().atOffset(ZoneOffset.UTC),
                user);
    }

    static Stream<Behaviour> failures() {
        return Stream.of(answers(500, ""), answers(302, ""), dropsConnection());
    }

    /** As the specification has it, and by none of the service's own code. */
    private static String expectedSignature(Request request) throws GeneralSecurityException {
        byte[] key = Base64.getDecoder().decode(EventReceiver.SECRET.substring("whsec_".length()));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        String signed = String.join(
                ".", request.headers().get("webhook-id"), request.headers().get("webhook-timestamp"), request.body());
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
    }
}
