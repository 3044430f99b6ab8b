package dev.phoneauth.docs;

import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.MovableClock;
import dev.phoneauth.testsupport.Numbers;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every operation answers as the API document says, and each answer that is an operation's own is met. */
@QuarkusTest
@TestProfile(AnswersProfile.class)
class AnswersTest extends AnswersSetup {
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
        raiseDoubt();
        answers.check("requestCode", 403, api.requestCode(Numbers.fresh()));
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

    /** A gateway that is not configured gets 404: {@link EveryOperationTest}. */
    @Test
    void gateways_areAnsweredAsDocumented() {
        answers.check("reportDelivery", 200, AnswersProfile.signedReport());
        answers.check("reportDelivery", 403, api.post("delivery/webhook/", Map.of()));
        answers.check("reportDeliveryOfVonage", 200, AnswersProfile.signedReportOfVonage(true));
        answers.check("reportDeliveryOfVonage", 403, api.post("delivery/vonage/", Map.of()));
        answers.check("reportDeliveryOfVonageByQuery", 200, AnswersProfile.signedReportOfVonage(false));
        answers.check("reportDeliveryOfVonageByQuery", 403, api.request().get("/api/account/delivery/vonage/"));
        answers.check("reportDeliveryOfTwilio", 200, AnswersProfile.signedReportOfTwilio());
        answers.check("reportDeliveryOfTwilio", 403, api.post("delivery/twilio/", Map.of()));
        answers.assertAllMet(
                "Gateways",
                "reportDelivery 404 not_found",
                "reportDeliveryOfTwilio 404 not_found",
                "reportDeliveryOfVonage 404 not_found",
                "reportDeliveryOfVonageByQuery 404 not_found");
    }

    @Test
    void keys_areAsDocumented() {
        answers.check("readKeys", 200, api.request().get("/.well-known/jwks.json"));
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
        answers.check(
                "reset",
                403,
                api.request().header("Origin", "https://evil.example").get("/api/account/reset/"));
        answers.check("reset", 200, api.request().get("/api/account/reset/"));
        answers.assertAllMet("Testing", "readInbox 404 not_found", "reset 404 not_found");
    }

    @Test
    void problems_areExplainedAsDocumented() {
        answers.check("explainProblem", 200, api.request().get("/api/account/problems/invalid_code"));
        answers.check("explainProblem", 404, api.request().get("/api/account/problems/none"));
        answers.assertAllMet("Problems");
    }

    private Tokens signInAgain() {
        MovableClock.advance(Duration.ofMinutes(2));
        return api.signIn(number);
    }
}
