package dev.phoneauth.docs;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.MovableClock;
import dev.phoneauth.testsupport.Numbers;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every operation answers as the API document says, and each answer that is an operation's own is met. */
@QuarkusTest
@TestProfile(AnswersProfile.class)
class AnswersTest {
    private static final Map<String, String> NO_NUMBER = Map.of("phone_number", "none");
    private static final Map<String, String> CUBAN = Map.of("phone_number", "+5351234567");
    private static final Map<String, String> UNREACHABLE = Map.of("phone_number", "+33612345678");
    private static final String WRONG_INVITE_CODE = "ZZZZZZ";

    private final Api api = Api.ofThisService();
    private final String number = Numbers.fresh();
    private DocumentedAnswers answers;

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

    @Test
    void signIn_isAsDocumented() {
        answers.check("requestCode", 200, api.requestCode(number));
        answers.check("requestCode", 429, api.requestCode(number));
        answers.check("requestCode", 400, api.post("auth/", NO_NUMBER));
        answers.check("requestCode", 403, api.post("auth/", CUBAN));
        answers.check("requestCode", 503, api.post("auth/", UNREACHABLE));
        String challenge = api.requestCode(Numbers.fresh()).path("challenge_id");
        answers.check("readDelivery", 200, api.request().get("/api/account/auth/" + challenge));
        answers.check("readDelivery", 404, api.request().get("/api/account/auth/none/"));
        answers.check("redeemCode", 400, api.redeem("none", "000000"));
        answers.check("redeemCode", 403, api.redeem(number, Numbers.otherThan(api.codeSentTo(number))));
        answers.check("redeemCode", 200, api.redeem(number, api.codeSentTo(number)));
        useUpAttempts();
        answers.check("redeemCode", 429, api.redeem(number, "000000"));
        answers.assertAllMet("Sign-in");
    }

    @Test
    void sessions_areAsDocumented() {
        Tokens tokens = api.signIn(number);
        Tokens other = signInAgain();
        answers.check("refreshTokens", 200, api.refresh(tokens.refresh()));
        answers.check("refreshTokens", 403, api.refresh("none"));
        answers.check("listSessions", 200, api.get(tokens, "sessions/"));
        answers.check("endSession", 403, api.delete(tokens, "sessions/none/"));
        String id = api.get(other, "sessions/").path("items.find { it.current }.id");
        answers.check("endSession", 200, api.delete(tokens, "sessions/" + id));
        answers.check("endOtherSessions", 200, api.delete(tokens, "sessions/"));
        answers.check("logOut", 200, api.logout(tokens.refresh()));
        answers.check("listSessions", 403, api.get(tokens, "sessions/"));
        useUpAttempts();
        answers.check("refreshTokens", 429, api.refresh(tokens.refresh()));
        answers.assertAllMet("Sessions");
    }

    @Test
    void profile_isAsDocumented() {
        Tokens tokens = api.signIn(number);
        String id = api.profile(tokens).path("id");
        answers.check("readMyProfile", 200, api.profile(tokens));
        answers.check("readProfile", 200, api.get(tokens, "profile/" + id));
        answers.check("readProfile", 403, api.get(tokens, "profile/none"));
        answers.check("changeMyProfile", 200, api.patch(tokens, "profile/", Map.of("display_name", "Ada")));
        answers.check("changeMyProfile", 400, api.patch(tokens, "profile/", Map.of("display_name", "a".repeat(65))));
        changeNumber(tokens);
        Tokens old = afterRecentSignIn(tokens);
        answers.check("deleteMe", 403, api.delete(old, "profile/"));
        answers.check("requestNumberChange", 403, api.post(old, "phone/", Map.of("phone_number", number)));
        answers.check("deleteMe", 200, api.delete(api.signIn(number), "profile/"));
        answers.assertAllMet("Profile");
    }

    private void changeNumber(Tokens tokens) {
        answers.check("requestNumberChange", 400, api.post(tokens, "phone/", NO_NUMBER));
        answers.check("requestNumberChange", 403, api.post(tokens, "phone/", CUBAN));
        answers.check("requestNumberChange", 503, api.post(tokens, "phone/", UNREACHABLE));
        String taken = Numbers.fresh();
        api.signIn(taken);
        MovableClock.advance(Duration.ofMinutes(2));
        answers.check("confirmNumberChange", 409, api.post(tokens, "phone/confirm/", proofOf(tokens, taken)));
        Map<String, String> proof = proofOf(tokens, Numbers.fresh());
        answers.check("requestNumberChange", 429, api.post(tokens, "phone/", proof));
        answers.check("confirmNumberChange", 200, api.post(tokens, "phone/confirm/", proof));
        answers.check("confirmNumberChange", 403, api.post(tokens, "phone/confirm/", proof));
        answers.check("confirmNumberChange", 400, api.post(tokens, "phone/confirm/", NO_NUMBER));
        useUpAttempts();
        answers.check("confirmNumberChange", 429, api.post(tokens, "phone/confirm/", proof));
    }

    @Test
    void invitations_areAsDocumented() {
        Tokens inviter = api.signIn(Numbers.fresh());
        Tokens invited = api.signIn(number);
        answers.check("enterInviteCode", 400, api.activate(invited, WRONG_INVITE_CODE));
        answers.check("enterInviteCode", 400, api.activate(invited, api.inviteCodeOf(invited)));
        answers.check("enterInviteCode", 200, api.activate(invited, api.inviteCodeOf(inviter)));
        answers.check("enterInviteCode", 400, api.activate(invited, api.inviteCodeOf(inviter)));
        answers.check("listInvitedUsers", 200, api.get(inviter, "profile/invited_users/"));
        answers.check("listInvitedUsers", 400, api.get(inviter, "profile/invited_users/?limit=0"));
        IntStream.range(0, 10).forEach(i -> api.activate(inviter, WRONG_INVITE_CODE));
        answers.check("enterInviteCode", 429, api.activate(inviter, WRONG_INVITE_CODE));
        answers.assertAllMet("Invitations");
    }

    @Test
    void gateways_areAnsweredAsDocumented() {
        answers.check("reportDelivery", 200, AnswersProfile.signedReport());
        answers.check("reportDelivery", 403, api.post("delivery/webhook/", Map.of()));
        answers.check("reportDelivery", 404, api.post("delivery/none/", Map.of()));
        answers.check("reportDeliveryByQuery", 200, AnswersProfile.signedReportByQuery());
        answers.check("reportDeliveryByQuery", 403, api.request().get("/api/account/delivery/vonage/"));
        answers.check("reportDeliveryByQuery", 404, api.request().get("/api/account/delivery/none/"));
        answers.assertAllMet("Gateways");
    }

    @Test
    void keys_areAsDocumented() {
        Response keys = api.request().get("/.well-known/jwks.json");
        answers.check("readKeys", 200, keys);
        answers.check(
                "readKeys",
                304,
                api.request().header("If-None-Match", keys.header("ETag")).get("/.well-known/jwks.json"));
        answers.check("discover", 200, api.request().get("/.well-known/openid-configuration"));
        answers.assertAllMet("Keys");
    }

    /** While testing is off both are 404: {@code NoTestingTest}. */
    @Test
    void testing_isAsDocumented() {
        api.requestCode(number);
        answers.check("readInbox", 200, api.inbox(number));
        answers.check("readInbox", 400, api.inbox("none"));
        answers.check(
                "reset",
                403,
                api.request().header("Sec-Fetch-Site", "cross-site").get("/api/account/reset/"));
        answers.check("reset", 200, api.request().get("/api/account/reset/"));
        answers.assertAllMet("Testing", "readInbox 404 not_found", "reset 404 not_found");
    }

    @Test
    void problems_areExplainedAsDocumented() {
        answers.check("explainProblem", 200, api.request().get("/api/account/problems/invalid_code"));
        answers.check("explainProblem", 404, api.request().get("/api/account/problems/none"));
        answers.assertAllMet("Problems");
    }

    private void useUpAttempts() {
        IntStream.range(0, AnswersProfile.ATTEMPTS_PER_MINUTE).forEach(i -> api.redeem(Numbers.fresh(), "000000"));
    }

    private Tokens signInAgain() {
        MovableClock.advance(Duration.ofMinutes(2));
        return api.signIn(number);
    }

    /** The tokens of the same session, when its sign-in is no longer recent. */
    private Tokens afterRecentSignIn(Tokens tokens) {
        MovableClock.advance(Duration.ofMinutes(15));
        return Tokens.of(api.refresh(tokens.refresh()));
    }

    /** Of a number that is to become the caller's. */
    private Map<String, String> proofOf(Tokens tokens, String newNumber) {
        answers.check("requestNumberChange", 200, api.post(tokens, "phone/", Map.of("phone_number", newNumber)));
        return Map.of("phone_number", newNumber, "code", api.codeSentTo(newNumber));
    }
}
