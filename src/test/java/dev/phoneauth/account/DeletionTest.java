package dev.phoneauth.account;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Await;
import dev.phoneauth.testsupport.MovableClock;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.PendingCodes;
import dev.phoneauth.testsupport.Tables;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** A user who deletes the account is gone at once, with all tokens; a stolen access token alone is not enough. */
@QuarkusTest
class DeletionTest {
    @Inject Tables tables;
    @Inject PendingCodes codes;

    private final Api api = Api.ofThisService();
    private final String number = Numbers.fresh();

    @AfterEach
    void backToNow() {
        MovableClock.reset();
    }

    @Test
    void deletion_endsEverythingAtOnce() {
        Tokens elsewhere = api.signIn(number);
        Tokens mine = api.signIn(number);
        String id = api.profile(mine).path("id");
        api.requestCode(number).then().statusCode(200);
        api.delete(mine, "profile/").then().statusCode(200);
        for (Tokens dead : new Tokens[] {mine, elsewhere}) {
            api.profile(dead).then().statusCode(403).body("code", equalTo("not_authenticated"));
            api.get(dead, "profile/" + id).then().statusCode(403).body("code", equalTo("not_authenticated"));
            api.delete(dead, "profile/").then().statusCode(403).body("code", equalTo("not_authenticated"));
            api.refresh(dead.refresh()).then().statusCode(403).body("code", equalTo("invalid_refresh_token"));
        }
        api.redeem(number, api.codeSentTo(number)).then().statusCode(403).body("code", equalTo("invalid_code"));
    }

    @Test
    void wrongGuesses_areForgotten() {
        Tokens mine = api.signIn(number);
        api.requestCode(number).then().statusCode(200);
        api.redeem(number, Numbers.otherThan(api.codeSentTo(number))).then().statusCode(403);
        assertEquals(1, codes.missesOf(number));
        api.delete(mine, "profile/").then().statusCode(200);
        assertEquals(0, codes.missesOf(number));
    }

    @Test
    void returning_isANewUser() {
        Tokens before = api.signIn(number);
        String id = api.profile(before).path("id");
        api.delete(before, "profile/").then().statusCode(200);
        MovableClock.advance(Duration.ofMinutes(2));
        api.profile(api.signIn(number)).then().body("id", not(equalTo(id))).body("display_name", nullValue());
    }

    /** A sign-in locks its user: it waits for the deletion that is under way. */
    @Test
    void signInDuringADeletion_makesANewUser() throws SQLException {
        String id = api.profile(api.signIn(number)).path("id");
        MovableClock.advance(Duration.ofMinutes(2));
        try (Connection deletion = tables.connection()) {
            deletion.setAutoCommit(false);
            deletion.createStatement().executeUpdate("delete from users where id = '" + id + "'");
            CompletableFuture<Tokens> signIn = CompletableFuture.supplyAsync(() -> api.signIn(number));
            Await.until(
                    () -> tables.count("select count(*) from pg_stat_activity where wait_event_type = 'Lock'") == 1);
            deletion.commit();
            api.profile(signIn.join()).then().statusCode(200).body("id", not(equalTo(id)));
        }
    }

    @Test
    void activationCode_staysShown_whenItsOwnerIsGone() {
        Tokens inviter = api.signIn(Numbers.fresh());
        Tokens invited = api.signIn(number);
        String code = api.inviteCodeOf(inviter);
        api.activate(invited, code).then().statusCode(200);
        api.delete(inviter, "profile/").then().statusCode(200);
        api.profile(invited).then().body("activation_code", equalTo(code));
        api.activate(invited, code).then().statusCode(400).body("code", equalTo("activation_code_already_set"));
    }

    @Test
    void invitedUser_whoIsGone_isNoLongerShown() {
        Tokens inviter = api.signIn(Numbers.fresh());
        Tokens invited = api.signIn(number);
        api.activate(invited, api.inviteCodeOf(inviter)).then().statusCode(200);
        api.delete(invited, "profile/").then().statusCode(200);
        api.profile(inviter).then().body("invited_users", hasSize(0)).body("invited_count", equalTo(0));
    }

    /** What was refreshed just now was still opened long ago. */
    @Test
    void sessionOpenedLongAgo_mustSignInAgain() {
        Tokens before = api.signIn(number);
        MovableClock.advance(Duration.ofMinutes(15).plusSeconds(1));
        Tokens refreshed = Tokens.of(api.refresh(before.refresh()));
        api.delete(refreshed, "profile/").then().statusCode(403).body("code", equalTo("recent_sign_in_required"));
        api.profile(refreshed).then().statusCode(200);
        api.delete(api.signIn(number), "profile/").then().statusCode(200);
    }
}
