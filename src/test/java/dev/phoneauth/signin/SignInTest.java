package dev.phoneauth.signin;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Numbers;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** The straight way in, and what one finds inside. */
@QuarkusTest
class SignInTest {
    private final Api api = Api.ofThisService();
    private final String number = Numbers.fresh();

    @Test
    void requestCode_answers() {
        api.requestCode(number)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", "no-store")
                .body("phone_number", equalTo(number))
                .body("challenge_id", matchesPattern("[\\w-]{22}"))
                .body("code_length", equalTo(6))
                .body("expires_in", equalTo(300))
                .body("resend_in", equalTo(60));
    }

    @Test
    void redeem_answers() {
        api.requestCode(number);
        api.redeem(number, api.codeSentTo(number))
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("access", matchesPattern("[\\w-]+\\.[\\w-]+\\.[\\w-]+"))
                .body("refresh", not(matchesPattern(".*\\..*")))
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", equalTo(600));
    }

    @Test
    void profile_ofNewUser() {
        api.profile(api.signIn(number))
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("id", notNullValue())
                .body("phone_number", equalTo(number))
                .body("display_name", nullValue())
                .body("invite_code", matchesPattern("[A-Z2-9]{6}"))
                .body("activation_code", nullValue())
                .body("invited_users", hasSize(0))
                .body("invited_count", equalTo(0))
                .body("created_at", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z"))
                .body("size()", equalTo(8));
    }

    @Test
    void secondSignIn_findsTheSameUser() {
        String first = api.profile(api.signIn(number)).path("id");
        String second = api.profile(api.signIn(number)).path("id");
        assertEquals(first, second);
    }

    @Test
    void typedCode_mayHaveBlanksAndDashes() {
        api.requestCode(number);
        String code = api.codeSentTo(number);
        api.redeem(number, " " + code.substring(0, 3) + "-" + code.substring(3) + " ")
                .then()
                .statusCode(200);
    }

    @Test
    void everyPath_worksWithAndWithoutItsSlash() {
        Tokens tokens = api.signIn(number);
        String id = api.profile(tokens).path("id");
        List<Integer> answers = IntStream.range(0, 2)
                .mapToObj(slash -> "/".repeat(slash))
                .flatMap(slash -> List.of(
                        api.post("auth" + slash, Map.of("phone_number", Numbers.fresh())),
                        api.get(tokens, "profile" + slash),
                        api.get(tokens, "profile/" + id + slash),
                        api.request()
                                .redirects()
                                .follow(false)
                                .queryParam("phone_number", number)
                                .get("/api/account/inbox" + slash))
                        .stream())
                .map(answer -> answer.statusCode())
                .toList();
        org.hamcrest.MatcherAssert.assertThat(answers, everyItem(equalTo(200)));
    }
}
