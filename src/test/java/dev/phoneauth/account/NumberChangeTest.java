package dev.phoneauth.account;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Burst;
import dev.phoneauth.testsupport.MovableClock;
import dev.phoneauth.testsupport.Numbers;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A client that proves the new number in a fresh session changes it; a code is good for that session and purpose alone. */
@QuarkusTest
class NumberChangeTest {
    private final Api api = Api.ofThisService();
    private final String number = Numbers.fresh();
    private final String newNumber = Numbers.fresh();
    private Tokens tokens;

    @TestHTTPResource("/api/account/")
    URI base;

    @BeforeEach
    void signIn() {
        tokens = api.signIn(number);
    }

    @AfterEach
    void backToNow() {
        MovableClock.reset();
    }

    @Test
    void change_isAsked_proved_andTold() {
        String id = api.profile(tokens).path("id");
        ask(newNumber)
                .then()
                .statusCode(200)
                .body("phone_number", equalTo(newNumber))
                .body("challenge_id", matchesPattern("[\\w-]{22}"))
                .body("size()", equalTo(5));
        confirm(newNumber)
                .then()
                .statusCode(200)
                .body("phone_number", equalTo(newNumber))
                .body("id", equalTo(id));
        api.profile(tokens).then().body("phone_number", equalTo(newNumber));
        api.inbox(number)
                .then()
                .body("messages[0].text", containsString("another phone number"))
                .body("messages[0]", hasEntry(equalTo("code"), nullValue()));
        api.profile(api.signIn(number)).then().body("id", not(equalTo(id)));
        api.profile(api.signIn(newNumber)).then().body("id", equalTo(id));
    }

    @Test
    void change_endsOtherSessions_andCodesOfTheOldNumber() {
        Tokens elsewhere = api.signIn(number);
        api.requestCode(number).then().statusCode(200);
        String old = api.codeSentTo(number);
        ask(newNumber).then().statusCode(200);
        confirm(newNumber).then().statusCode(200);
        api.profile(elsewhere).then().statusCode(403);
        api.refresh(elsewhere.refresh()).then().statusCode(403);
        api.get(tokens, "sessions/").then().body("items", hasSize(1));
        api.redeem(number, old).then().statusCode(403).body("code", equalTo("invalid_code"));
    }

    @Test
    void oldNumber_isTold_thoughOthersRequestedItsCodes() {
        api.requestCode(number).then().statusCode(200);
        api.requestCode(number).then().statusCode(429);
        ask(newNumber).then().statusCode(200);
        confirm(newNumber).then().statusCode(200);
        api.inbox(number)
                .then()
                .body("messages[0].text", containsString("another phone number"))
                .body("messages[0]", hasEntry(equalTo("code"), nullValue()));
    }

    /** Of the three texts an hour that one network may cause for the old number, one is the word that it was given up. */
    @Test
    void wordToTheOldNumber_countsAgainstItsBudget() {
        ask(newNumber).then().statusCode(200);
        confirm(newNumber).then().statusCode(200);
        for (int minutes = 1; minutes <= 2; minutes *= 2) {
            api.requestCode(number).then().statusCode(200);
            MovableClock.advance(Duration.ofMinutes(minutes));
        }
        api.requestCode(number).then().statusCode(429);
    }

    @Test
    void sameNumberAgain_isNotToldThatItChanged() {
        ask(number).then().statusCode(200);
        confirm(number).then().statusCode(200).body("phone_number", equalTo(number));
        api.inbox(number).then().body("messages.text", everyItem(not(containsString("another phone number"))));
    }

    @Test
    void oldNumber_canBeSignedInWithAtOnce() {
        ask(newNumber).then().statusCode(200);
        confirm(newNumber).then().statusCode(200);
        api.requestCode(number).then().statusCode(200);
    }

    /** The person who lost the old number, and its SIM card, is the one who changes it. */
    @Test
    void codeOfTheOldNumber_opensNoSession_whileItIsChanged() {
        for (int round = 0; round < 10; round++) {
            String old = Numbers.fresh();
            String chosen = Numbers.fresh();
            tokens = api.signIn(old);
            ask(chosen).then().statusCode(200);
            api.requestCode(old).then().statusCode(200);
            List<HttpResponse<String>> answers = Burst.send(Stream.of(
                    redemption("phone/confirm/", chosen, "Authorization", "Bearer " + tokens.access()),
                    redemption("code/", old)));
            assertEquals(200, answers.get(0).statusCode());
            if (answers.get(1).statusCode() == 200) {
                String access = new JsonObject(answers.get(1).body()).getString("access");
                String shown = api.profile(new Tokens(access, null)).path("phone_number");
                assertTrue(shown == null || shown.equals(old), "it opened a session of the user with the new number");
            }
        }
    }

    @Test
    void takenNumber_isSaidOnlyAfterProof() {
        api.signIn(newNumber);
        ask(newNumber).then().statusCode(200);
        String code = api.codeSentTo(newNumber);
        confirm(newNumber, Numbers.otherThan(code)).then().statusCode(403).body("code", equalTo("invalid_code"));
        confirm(newNumber, code).then().statusCode(409).body("code", equalTo("phone_number_taken"));
        api.profile(tokens).then().body("phone_number", equalTo(number));
    }

    @Test
    void codeForChange_isNoneForSignIn_andViceVersa() {
        ask(newNumber).then().statusCode(200);
        String code = api.codeSentTo(newNumber);
        api.redeem(newNumber, code).then().statusCode(403).body("code", equalTo("invalid_code"));
        String other = Numbers.fresh();
        api.requestCode(other).then().statusCode(200);
        confirm(other).then().statusCode(403).body("code", equalTo("invalid_code"));
        confirm(newNumber, code).then().statusCode(200);
    }

    @Test
    void codeForChange_isBoundToItsSession() {
        Tokens elsewhere = api.signIn(number);
        Tokens stranger = api.signIn(Numbers.fresh());
        ask(newNumber).then().statusCode(200);
        String code = api.codeSentTo(newNumber);
        Map<String, String> proof = Map.of("phone_number", newNumber, "code", code);
        api.post(elsewhere, "phone/confirm/", proof).then().statusCode(403).body("code", equalTo("invalid_code"));
        api.post(stranger, "phone/confirm/", proof).then().statusCode(403).body("code", equalTo("invalid_code"));
        confirm(newNumber, code).then().statusCode(200);
    }

    @Test
    void sessionOpenedLongAgo_mustSignInAgain() {
        MovableClock.advance(Duration.ofMinutes(15).plusSeconds(1));
        tokens = Tokens.of(api.refresh(tokens.refresh()));
        ask(newNumber).then().statusCode(403).body("code", equalTo("recent_sign_in_required"));
        api.inbox(newNumber).then().body("messages", hasSize(0));
    }

    @Test
    void cooldown_isThatOfAnyCode() {
        ask(newNumber).then().statusCode(200);
        ask(newNumber).then().statusCode(429).body("limit", equalTo("number"));
        api.requestCode(newNumber).then().statusCode(429);
    }

    @Test
    void endedSession_changesNothing() {
        ask(newNumber).then().statusCode(200);
        String code = api.codeSentTo(newNumber);
        api.logout(tokens.refresh());
        ask(Numbers.fresh()).then().statusCode(403).body("code", equalTo("not_authenticated"));
        confirm(newNumber, code).then().statusCode(403).body("code", equalTo("not_authenticated"));
    }

    private HttpRequest redemption(String path, String to, String... headers) {
        return Burst.post(base.resolve(path), Map.of("phone_number", to, "code", api.codeSentTo(to)), headers);
    }

    private Response ask(String to) {
        return api.post(tokens, "phone/", Map.of("phone_number", to));
    }

    private Response confirm(String to) {
        return confirm(to, api.codeSentTo(to));
    }

    private Response confirm(String to, String code) {
        return api.post(tokens, "phone/confirm/", Map.of("phone_number", to, "code", code));
    }
}
