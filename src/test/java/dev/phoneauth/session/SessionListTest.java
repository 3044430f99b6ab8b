package dev.phoneauth.session;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.MovableClock;
import dev.phoneauth.testsupport.Numbers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Users see and end their own sessions, and no others. */
@QuarkusTest
class SessionListTest {
    private static final String ANDROID =
            "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36";

    private final Api api = Api.ofThisService();
    private final String number = Numbers.fresh();

    @AfterEach
    void backToNow() {
        MovableClock.reset();
    }

    @Test
    void list_tellsDevicesInPlainWords() {
        Tokens phone = signInWith(ANDROID);
        MovableClock.advance(Duration.ofMinutes(1));
        Tokens app = signInWith("okhttp/4.12.0");
        sessions(app)
                .then()
                .statusCode(200)
                .body("items.device", contains("Android app", "Chrome on Android"))
                .body("items.network", everyItem(equalTo("127.0.0.*")))
                .body("items.current", contains(true, false))
                .body("items[0].size()", equalTo(6))
                .body("items.created_at", everyItem(matchesPattern("\\d{4}-\\d\\d-\\d\\dT.*Z")));
        MovableClock.advance(Duration.ofMinutes(1));
        api.refresh(phone.refresh());
        sessions(app).then().body("items.current", contains(false, true));
    }

    @Test
    void list_leavesOutWhatIsOver() {
        api.signIn(number);
        MovableClock.advance(Duration.ofDays(31));
        sessions(api.signIn(number)).then().body("items", hasSize(1));
    }

    @Test
    void endedSession_isGoodForNothing() {
        Tokens lost = signInWith(ANDROID);
        Tokens mine = api.signIn(number);
        String id = sessions(mine).path("items.find { !it.current }.id");
        api.delete(mine, "sessions/" + id + "/").then().statusCode(200);
        dead(lost);
        sessions(mine).then().body("items", hasSize(1));
        api.delete(mine, "sessions/" + id + "/").then().statusCode(403).body("code", equalTo("not_authorized"));
    }

    @Test
    void ownSession_mayBeEndedToo() {
        Tokens mine = api.signIn(number);
        String id = sessions(mine).path("items[0].id");
        api.delete(mine, "sessions/" + id).then().statusCode(200);
        dead(mine);
    }

    @Test
    void allOthers_endAtOnce() {
        Tokens lost = api.signIn(number);
        Tokens stolen = api.signIn(number);
        Tokens mine = api.signIn(number);
        api.delete(mine, "sessions/").then().statusCode(200);
        dead(lost);
        dead(stolen);
        sessions(mine).then().statusCode(200).body("items", hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "00000000-0000-0000-0000-000000000000",
                "0193a1f4-7b1c-7d52-9c3e-5d0b8a6f2e41",
                "%00",
                "' or 1=1"
            })
    void foreignId_isRefused(String id) {
        Tokens mine = api.signIn(number);
        api.as(mine)
                .delete("/api/account/sessions/{id}/", id.equals("%00") ? "\u0000" : id)
                .then()
                .statusCode(403)
                .body("code", equalTo("not_authorized"));
    }

    @Test
    void sessionOfAnother_isRefusedLikeNone_andLives() {
        Tokens mine = api.signIn(number);
        Tokens other = api.signIn(Numbers.fresh());
        String id = sessions(other).path("items[0].id");
        Response refusal = api.delete(mine, "sessions/" + id);
        assertEquals(api.delete(mine, "sessions/x").asString(), refusal.asString());
        api.delete(mine, "sessions/").then().statusCode(200);
        api.profile(other).then().statusCode(200);
    }

    private Tokens signInWith(String userAgent) {
        api.requestCode(number).then().statusCode(200);
        Response answer = api.request()
                .header("User-Agent", userAgent)
                .contentType("application/json")
                .body(Map.of("phone_number", number, "code", api.codeSentTo(number)))
                .post("/api/account/code/");
        answer.then().statusCode(200);
        return Tokens.of(answer);
    }

    private void dead(Tokens tokens) {
        api.profile(tokens).then().statusCode(403).body("code", equalTo("not_authenticated"));
        sessions(tokens).then().statusCode(403).body("code", equalTo("not_authenticated"));
        api.delete(tokens, "sessions/").then().statusCode(403).body("code", equalTo("not_authenticated"));
        api.refresh(tokens.refresh()).then().statusCode(403).body("code", equalTo("invalid_refresh_token"));
    }

    private Response sessions(Tokens tokens) {
        return api.get(tokens, "sessions/");
    }
}
