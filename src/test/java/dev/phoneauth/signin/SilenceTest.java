package dev.phoneauth.signin;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.MovableClock;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Tables;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Header;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/**
 * No answer tells who is a user here, or how near a guess has come: what is refused is refused in the very same bytes, and
 * a number that has not signed in yet gets a text as any other (ASVS 6.3.8).
 */
@QuarkusTest
class SilenceTest {
    private static final String ANY_CODE = "000000";

    private final Api api = Api.ofThisService();
    private final String number = Numbers.fresh();

    @Inject Tables tables;

    @AfterEach
    void backToNow() {
        MovableClock.reset();
    }

    @Test
    void wrongCode_isAnsweredAsOneNeverRequested() {
        String wrong = codeOtherThanTheOneSent();
        assertAlike(neverRequested(), api.redeem(number, wrong));
    }

    @Test
    void expiredCode_isAnsweredAsOneNeverRequested() {
        api.requestCode(number);
        MovableClock.advance(Duration.ofMinutes(6));
        assertAlike(neverRequested(), api.redeem(number, api.codeSentTo(number)));
    }

    @Test
    void usedCode_isAnsweredAsOneNeverRequested() {
        api.signIn(number);
        assertAlike(neverRequested(), api.redeem(number, api.codeSentTo(number)));
    }

    @Test
    void rightCode_overBudget_isAnsweredAsOneNeverRequested() {
        String wrong = codeOtherThanTheOneSent();
        IntStream.range(0, 5).forEach(i -> api.redeem(number, wrong));
        assertAlike(neverRequested(), api.redeem(number, api.codeSentTo(number)));
    }

    @Test
    void strangeChallenge_isAnsweredAsACodeNeverRequested() {
        api.requestCode(number);
        String code = api.codeSentTo(number);
        assertAlike(neverRequested(), api.redeem(number, code, "AAAAAAAAAAAAAAAAAAAAAA"));
        assertAlike(neverRequested(), api.redeem(number, code, "no challenge at all"));
    }

    @Test
    void whatCannotBeACode_isAnsweredAsOneNeverRequested() {
        api.requestCode(number);
        assertAlike(neverRequested(), api.redeem(number, ""));
        assertAlike(neverRequested(), api.redeem(number, "letters"));
        assertAlike(neverRequested(), api.redeem(number, "1".repeat(60_000)));
    }

    @Test
    void knownNumber_isTextedAsAnUnknownOneIs() {
        api.signIn(number);
        Response known = api.requestCode(number);
        Response unknown = api.requestCode(Numbers.fresh());
        assertEquals(200, known.statusCode());
        assertEquals(unknown.statusCode(), known.statusCode());
        assertEquals(headersButTheCallersQuota(unknown), headersButTheCallersQuota(known));
        assertEquals(withoutWhatDiffersAlways(unknown), withoutWhatDiffersAlways(known));
    }

    @Test
    void number_isNoUser_beforeItsCodeIsRedeemed() {
        String wrong = codeOtherThanTheOneSent();
        api.redeem(number, wrong);
        assertFalse(isUser());
        MovableClock.advance(Duration.ofMinutes(6));
        api.signIn(number);
        assertEquals(1, tables.count("select count(*) from users where phone_number = ?", number));
    }

    private Response neverRequested() {
        return api.redeem(Numbers.fresh(), ANY_CODE);
    }

    private String codeOtherThanTheOneSent() {
        api.requestCode(number);
        return Numbers.otherThan(api.codeSentTo(number));
    }

    private boolean isUser() {
        return tables.count("select count(*) from users where phone_number = ?", number) > 0;
    }

    private static void assertAlike(Response expected, Response actual) {
        assertEquals(403, actual.statusCode());
        assertEquals(expected.statusCode(), actual.statusCode());
        assertEquals(headers(expected), headers(actual));
        assertEquals(expected.asString(), actual.asString());
    }

    private static String headers(Response answer) {
        return answer.headers().toString();
    }

    /** It counts what the caller has asked for, whomever for. */
    private static List<Header> headersButTheCallersQuota(Response answer) {
        return answer.headers().asList().stream()
                .filter(header -> !header.getName().equals("RateLimit"))
                .toList();
    }

    private static Map<String, Object> withoutWhatDiffersAlways(Response answer) {
        Map<String, Object> body = answer.jsonPath().getMap("$");
        body.put("phone_number", null);
        body.put("challenge_id", null);
        return body;
    }
}
