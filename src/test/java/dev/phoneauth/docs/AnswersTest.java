package dev.phoneauth.docs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.phoneauth.docs.ApiDocument.Operation;
import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Numbers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What the service answers is what its API document says: status, media type, schema and problem code. */
@QuarkusTest
class AnswersTest {
    private final Api api = Api.ofThisService();
    private final String number = Numbers.fresh();
    private ApiDocument document;

    @BeforeEach
    void fetch() {
        document = ApiDocument.fetch();
    }

    @Test
    void signIn_isAsDocumented() {
        check("requestCode", 200, api.requestCode(number));
        check("requestCode", 429, api.requestCode(number));
        check("readInbox", 200, api.inbox(number));
        check("redeemCode", 403, api.redeem(number, Numbers.otherThan(api.codeSentTo(number))));
        check("redeemCode", 200, api.redeem(number, api.codeSentTo(number)));
    }

    @Test
    void profile_isAsDocumented() {
        Tokens inviter = api.signIn(Numbers.fresh());
        Tokens invited = api.signIn(number);
        check("readMyProfile", 200, api.profile(invited));
        check("enterInviteCode", 400, api.activate(invited, "no code"));
        check("enterInviteCode", 200, api.activate(invited, api.inviteCodeOf(inviter)));
        check("readMyProfile", 200, api.profile(inviter));
        check("readProfile", 200, api.get(invited, "profile/" + idOf(invited)));
        check("readProfile", 403, api.get(invited, "profile/" + idOf(inviter)));
    }

    @Test
    void sessions_areAsDocumented() {
        Tokens tokens = api.signIn(number);
        check("refreshTokens", 200, api.refresh(tokens.refresh()));
        check("refreshTokens", 403, api.refresh("garbled"));
        check("refreshTokens", 400, api.post("token/refresh/", Map.of()));
        check("listSessions", 200, api.get(tokens, "sessions/"));
        check("endSession", 403, api.delete(tokens, "sessions/x/"));
        check("endOtherSessions", 200, api.delete(tokens, "sessions/"));
        check("logOut", 200, api.logout(tokens.refresh()));
        check("listSessions", 403, api.get(tokens, "sessions/"));
        check("readKeys", 200, api.request().get("/.well-known/jwks.json"));
        check("discover", 200, api.request().get("/.well-known/openid-configuration"));
    }

    @Test
    void changes_areAsDocumented() {
        Tokens tokens = api.signIn(number);
        String other = Numbers.fresh();
        check("changeMyProfile", 200, api.patch(tokens, "profile/", Map.of("display_name", "Ada")));
        check("changeMyProfile", 400, api.patch(tokens, "profile/", Map.of("display_name", "")));
        check("listInvitedUsers", 200, api.get(tokens, "profile/invited_users/"));
        check("listInvitedUsers", 400, api.get(tokens, "profile/invited_users/?limit=0"));
        check("requestNumberChange", 200, api.post(tokens, "phone/", Map.of("phone_number", other)));
        Map<String, String> proof = Map.of("phone_number", other, "code", api.codeSentTo(other));
        check("confirmNumberChange", 200, api.post(tokens, "phone/confirm/", proof));
        check("confirmNumberChange", 403, api.post(tokens, "phone/confirm/", proof));
        check("deleteMe", 200, api.delete(tokens, "profile/"));
    }

    @Test
    void problem_isExplainedAsDocumented() {
        check("explainProblem", 200, api.request().get("/api/account/problems/invalid_code"));
        check("explainProblem", 404, api.request().get("/api/account/problems/none"));
    }

    /** As long and worded as it comes: people look for what they have read here. */
    @Test
    void examples_areLikeTheRealOnes() {
        Tokens tokens = api.signIn(number);
        assertEquals(tokens.refresh().length(), example("Tokens", "refresh").length());
        assertEquals(
                tokens.refresh().length(), example("RefreshRequest", "refresh").length());
        String text = api.inbox(number).path("messages[0].text");
        assertEquals(text.replaceFirst("[0-9]{6}", "012345"), example("Message", "text"));
    }

    /** Without a token; with a body that is no JSON, or of another type; with a wish for another answer. */
    @ParameterizedTest
    @CsvSource({
        "application/json, {},    application/json",
        "application/json, {,     application/json",
        "text/csv,         'a,b', application/json",
        "application/json, {},    text/csv"
    })
    void misuse_isAnsweredAsDocumented(String type, String body, String accept) {
        assertAll(document.operations().stream()
                .map(operation -> () -> check(operation, send(operation, type, body, accept))));
    }

    @Test
    void token_isAskedForAsDocumented() {
        assertAll(document.operations().stream().map(operation -> () -> {
            Object code = send(operation, "application/json", "{}", "application/json")
                    .path("code");
            assertEquals(operation.needsToken(), "not_authenticated".equals(code), operation.toString());
        }));
    }

    /** As if from another site, so that nothing is reset. */
    private Response send(Operation operation, String type, String body, String accept) {
        return api.request()
                .header("Sec-Fetch-Site", "cross-site")
                .contentType(type)
                .body(body)
                .accept(accept)
                .request(operation.method(), operation.path().replaceAll("\\{.*?}", "x"));
    }

    private String example(String schema, String field) {
        return document.root()
                .at("/components/schemas/" + schema + "/properties/" + field + "/examples/0")
                .asText();
    }

    private String idOf(Tokens tokens) {
        return api.profile(tokens).path("id");
    }

    private void check(String operation, int status, Response response) {
        assertEquals(status, response.statusCode(), response.asString());
        check(document.operation(operation), response);
    }

    private void check(Operation operation, Response response) {
        int status = response.statusCode();
        JsonNode body = ApiDocument.parse(response.asString());
        assertTrue(operation.statuses().contains(status), operation + " answers " + status);
        assertEquals(operation.mediaType(status), response.contentType().split(";")[0], operation.toString());
        assertEquals(List.of(), document.faults(operation.answer(status).get("schema"), body), operation.toString());
        if (status >= 400) {
            assertTrue(
                    operation
                            .problems(status)
                            .anyMatch(problem -> problem.get("code").equals(body.get("code"))),
                    operation + " answers " + body);
        }
    }
}
