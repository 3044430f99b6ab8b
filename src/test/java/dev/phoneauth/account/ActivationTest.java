package dev.phoneauth.account;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.MovableClock;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Tables;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** The invite code of another user is entered once and for ever, and its owner sees who did. */
@QuarkusTest
class ActivationTest {
    private static final String NOBODYS = "ZZZZZZ";

    private final Api api = Api.ofThisService();
    private final String invitedNumber = Numbers.fresh();
    private Tokens invited;
    private Tokens inviter;
    private String inviteCode;

    @Inject Tables tables;

    @BeforeEach
    void twoUsers() {
        invited = api.signIn(invitedNumber);
        inviter = api.signIn(Numbers.fresh());
        inviteCode = api.inviteCodeOf(inviter);
    }

    @AfterEach
    void backToNow() {
        MovableClock.reset();
    }

    @Test
    void codeOfAnother_isSet_andBothSeeIt() {
        api.activate(invited, inviteCode).then().statusCode(200).body("activation_code", equalTo(inviteCode));
        api.profile(invited).then().body("activation_code", equalTo(inviteCode));
        api.profile(inviter)
                .then()
                .body("invited_users", contains(invitedNumber))
                .body("invited_count", equalTo(1));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void code_mayBeSpeltAsPeopleDo(String spelling) {
        String typed = spelling.formatted(inviteCode.substring(0, 3), inviteCode.substring(3));
        api.activate(invited, typed).then().statusCode(200).body("activation_code", equalTo(inviteCode));
        assertEquals(inviteCode, api.profile(invited).path("activation_code"));
    }

    static String[] spellings() {
        return new String[] {"%s-%s", " %s %s ", "%s\u2013%s\n", "\u200E%s\u00A0%s"};
    }

    @Test
    void code_mayBeInLowerCase_andOfDigitsOfAnyScript() {
        String typed = inviteCode
                .toLowerCase(Locale.ROOT)
                .chars()
                .mapToObj(c -> Character.toString(Character.isDigit(c) ? c - '0' + '\u0660' : c))
                .reduce("", String::concat);
        api.activate(invited, typed).then().statusCode(200).body("activation_code", equalTo(inviteCode));
    }

    @Test
    void secondCode_isRefused() {
        api.activate(invited, inviteCode);
        String another = api.inviteCodeOf(api.signIn(Numbers.fresh()));
        List.of(inviteCode, another, api.inviteCodeOf(invited), NOBODYS, "no code")
                .forEach(code -> refused(code, "activation_code_already_set"));
        api.profile(invited).then().body("activation_code", equalTo(inviteCode));
    }

    @Test
    void ownCode_isRefused() {
        refused(api.inviteCodeOf(invited), "own_invite_code");
        api.profile(invited).then().body("activation_code", nullValue()).body("invited_count", equalTo(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {NOBODYS, "", "K7Q2M", "K7Q2MXX", "O0O0O0", "кодкод", "' or '", "null"})
    void codeOfNoUser_isUnknown(String code) {
        refused(code, "unknown_invite_code");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"code\": null}", "{\"code\": 234567}", "{\"code\": [\"K7Q2MX\"]}", "{\"code\": true}"})
    void codeOfAnotherType_isABadRequest(String body) {
        api.post(invited, "activation_code/", body)
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_request"))
                .body("errors[0].field", equalTo("code"));
    }

    /** As friends would who try it out on each other. */
    @Test
    void twoUsers_mayInviteEachOther() {
        api.activate(invited, inviteCode).then().statusCode(200);
        api.activate(inviter, api.inviteCodeOf(invited)).then().statusCode(200);
    }

    @Test
    void activationCode_staysShown_whenItsOwnerIsDeleted() {
        api.activate(invited, inviteCode);
        tables.change("delete from users where invite_code = ?", inviteCode);
        api.profile(invited).then().statusCode(200).body("activation_code", equalTo(inviteCode));
        String another = api.inviteCodeOf(api.signIn(Numbers.fresh()));
        refused(another, "activation_code_already_set");
    }

    @Test
    void invitedUsers_areTheFirstHundred_oldestFirst() {
        List<String> numbers =
                IntStream.range(0, 150).mapToObj(i -> Numbers.fresh()).toList();
        IntStream.range(0, 150).forEach(i -> insertInvited(numbers.get(i), 150 - i));
        api.profile(inviter)
                .then()
                .statusCode(200)
                .body("invited_users", hasSize(100))
                .body("invited_users", equalTo(numbers.subList(0, 100)))
                .body("invited_count", equalTo(150));
    }

    @Test
    void wrongCodes_runOut_andRightOnesNever() {
        IntStream.range(0, 10).forEach(i -> refused(NOBODYS, "unknown_invite_code"));
        api.activate(invited, inviteCode)
                .then()
                .statusCode(429)
                .body("code", equalTo("too_many_requests"))
                .body("limit", equalTo("user"));
        MovableClock.advance(Duration.ofMinutes(61));
        invited = api.signIn(invitedNumber);
        api.activate(invited, inviteCode).then().statusCode(200);
        IntStream.range(0, 15).forEach(i -> refused(inviteCode, "activation_code_already_set"));
    }

    private void refused(String code, String problem) {
        api.activate(invited, code).then().statusCode(400).body("code", equalTo(problem));
    }

    private void insertInvited(String number, int minutesAgo) {
        tables.change("""
                insert into users (id, phone_number, invite_code, activation_code, inviter_id, activated_at, created_at)
                select gen_random_uuid(), ?, substr(md5(?), 1, 12), invite_code, id,
                       now() - ? * interval '1 minute', now()
                from users where invite_code = ?""", number, number, minutesAgo, inviteCode);
    }
}
