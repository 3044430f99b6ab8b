package dev.phoneauth.signin;

import dev.phoneauth.code.Challenge;
import dev.phoneauth.code.CodePurpose;
import dev.phoneauth.code.CodeRequest;
import dev.phoneauth.code.Codes;
import dev.phoneauth.code.IssuedCode;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Numbers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A code proves one number, for one purpose, and a challenge belongs to the one text it was given out with: whatever is
 * swapped is refused, and nothing is said of why (ASVS 6.6.2; supabase/auth #2430).
 */
@QuarkusTest
class CodeBindingTest {
    private final Api api = Api.ofThisService();
    private final String mine = Numbers.fresh();
    private final String another = Numbers.fresh();
    private final CodePurpose otherPurpose = new CodePurpose(PhoneNumbers.stored(mine), "other");

    @Inject Codes codes;

    @Test
    void codeOfAnotherNumber_isRefused() {
        api.requestCode(mine);
        api.requestCode(another);
        refused(api.redeem(another, api.codeSentTo(mine)));
        api.redeem(mine, api.codeSentTo(mine)).then().statusCode(200);
    }

    @Test
    void challengeOfAnotherNumber_isRefused() {
        api.requestCode(mine);
        String strange = api.requestCode(another).path("challenge_id");
        refused(api.redeem(mine, api.codeSentTo(mine), strange));
        api.redeem(mine, api.codeSentTo(mine)).then().statusCode(200);
    }

    @Test
    void codeForAnotherPurpose_isRefused() {
        IssuedCode issued = issue(otherPurpose);
        refused(api.redeem(mine, issued.code()));
        refused(api.redeem(mine, issued.code(), issued.challenge()));
        assertTrue(redeem(otherPurpose, issued.code(), issued.challenge()));
    }

    @Test
    void codeForSignIn_isRefusedForAnotherPurpose() {
        api.requestCode(mine);
        IssuedCode other = issue(otherPurpose);
        String code = api.codeSentTo(mine);
        assertFalse(redeem(otherPurpose, code, other.challenge()));
        api.redeem(mine, code).then().statusCode(200);
    }

    @ParameterizedTest
    @MethodSource("noChallenges")
    void whatCannotBeAChallenge_isRefusedAsAWrongCodeIs(String challenge) {
        api.requestCode(mine);
        String code = api.codeSentTo(mine);
        refused(api.redeem(mine, code, challenge));
        api.redeem(mine, code).then().statusCode(200);
    }

    static String[] noChallenges() {
        return new String[] {
            "",
            " ",
            "x",
            "A".repeat(21),
            "A".repeat(23),
            "A".repeat(60_000),
            "\u0660".repeat(22),
            "attempts:",
            "comparisons",
            "*",
            "'..redis.call('FLUSHALL')..'"
        };
    }

    @ParameterizedTest
    @CsvSource({"1", "true", "[]", "{}", "1.5"})
    void challengeOfAnotherType_isABadRequest(String json) {
        String body = "{\"phone_number\": \"%s\", \"code\": \"123456\", \"challenge_id\": %s}".formatted(mine, json);
        api.post("code/", body).then().statusCode(400).body("code", equalTo("invalid_request"));
    }

    @Test
    void challengeOfNull_isNone() {
        api.requestCode(mine);
        String body = "{\"phone_number\": \"%s\", \"code\": \"%s\", \"challenge_id\": null}"
                .formatted(mine, api.codeSentTo(mine));
        api.post("code/", body).then().statusCode(200);
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void typedCode_mayBeSpeltAsPeopleDo(String spelling) {
        api.requestCode(mine);
        String code = api.codeSentTo(mine);
        api.redeem(mine, spelling.formatted(code.substring(0, 3), code.substring(3)))
                .then()
                .statusCode(200);
    }

    static String[] spellings() {
        return new String[] {"%s%s", "%s %s", "%s-%s", " %s\u2013%s ", "%s\u00A0%s\n", "\t%s%s\r\n", "\u200E%s%s"};
    }

    @Test
    void typedCode_mayHaveTheDigitsOfAnyScript() {
        api.requestCode(mine);
        String arabic = api.codeSentTo(mine)
                .chars()
                .mapToObj(digit -> Character.toString(digit - '0' + '\u0660'))
                .reduce("", String::concat);
        api.redeem(mine, arabic).then().statusCode(200);
    }

    @Test
    void missingCode_isABadRequest() {
        api.post("code/", Map.of("phone_number", mine)).then().statusCode(400).body("errors[0].field", equalTo("code"));
    }

    private IssuedCode issue(CodePurpose purpose) {
        return codes.issue(purpose, new Challenge(codes.newChallenge(), false, false))
                .await()
                .indefinitely();
    }

    private boolean redeem(CodePurpose purpose, String code, String challenge) {
        return codes.compare(purpose, new CodeRequest(mine, code, challenge, null), "192.0.2.1")
                .map(outcome -> outcome.right().isPresent())
                .await()
                .indefinitely();
    }

    private static void refused(Response answer) {
        answer.then().statusCode(403).body("code", equalTo("invalid_code"));
    }
}
