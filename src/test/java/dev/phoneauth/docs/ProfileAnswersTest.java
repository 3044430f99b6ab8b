package dev.phoneauth.docs;

import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.MovableClock;
import dev.phoneauth.testsupport.Numbers;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** As {@link AnswersTest}, for the operations on the signed-in user. */
@QuarkusTest
@TestProfile(AnswersProfile.class)
class ProfileAnswersTest extends AnswersSetup {
    private static final String WRONG_INVITE_CODE = "ZZZZZZ";

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
        Tokens doubted = api.signIn(number);
        raiseDoubt();
        answers.check("requestNumberChange", 403, api.post(doubted, "phone/", Map.of("phone_number", Numbers.fresh())));
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
