package dev.phoneauth.docs;

import dev.phoneauth.docs.ApiDocument.Operation;
import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Numbers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.phoneauth.testsupport.Problems.isProblem;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertAll;

/** Every operation that the API document marks with {@code security} is closed to everyone without a good token. */
@QuarkusTest
class SecuredOperationsTest {
    private final Api api = Api.ofThisService();
    private List<Operation> secured;
    private Tokens mine;
    private String id;
    private Map<String, Map<String, String>> bodies;

    @BeforeEach
    void signIn() {
        secured = ApiDocument.fetch().operations().stream()
                .filter(Operation::needsToken)
                .toList();
        mine = api.signIn(Numbers.fresh());
        id = api.profile(mine).path("id");
        bodies = Map.of(
                "enterInviteCode", Map.of("code", api.inviteCodeOf(api.signIn(Numbers.fresh()))),
                "requestNumberChange", Map.of("phone_number", Numbers.fresh()),
                "confirmNumberChange", Map.of("phone_number", Numbers.fresh(), "code", "123456"),
                "changeMyProfile", Map.of("display_name", "Mallory"));
    }

    @Test
    void allOperations_areAsked() {
        assertThat(secured, hasSize(11));
    }

    @Test
    void noToken_isNotAuthenticated() {
        assertAll(secured.stream().map(operation -> () -> refused(send(api.request(), operation))));
    }

    /** The session lives, and is the one that the token names. */
    @Test
    void forgedSignature_isNotAuthenticated() {
        Tokens forged = new Tokens(forged(mine.access()), "");
        assertAll(secured.stream().map(operation -> () -> refused(send(api.as(forged), operation))));
        api.profile(mine).then().statusCode(200).body("display_name", nullValue());
    }

    @Test
    void endedSession_isNotAuthenticated() {
        api.logout(mine.refresh()).then().statusCode(200);
        assertAll(secured.stream().map(operation -> () -> refused(send(api.as(mine), operation))));
    }

    private Response send(RequestSpecification request, Operation operation) {
        if (operation.node().has("requestBody")) {
            request.contentType("application/json").body(bodies.get(operation.id()));
        }
        return request.request(operation.method(), operation.path().replaceAll("\\{.*?}", id));
    }

    private static void refused(Response answer) {
        answer.then().spec(isProblem(403, "not_authenticated"));
    }

    /** One character of the signature is another. */
    private static String forged(String token) {
        int at = token.lastIndexOf('.') + 10;
        return token.substring(0, at) + (token.charAt(at) == 'A' ? 'B' : 'A') + token.substring(at + 1);
    }
}
