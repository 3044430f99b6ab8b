package dev.phoneauth.session;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Numbers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.phoneauth.testsupport.Problems.isProblem;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

/** The client names its device when it signs in; the list of sessions has that name. */
@QuarkusTest
class DeviceNameTest {
    private static final String LONGEST = "😀".repeat(64);

    private final Api api = Api.ofThisService();
    private final String number = Numbers.fresh();

    @Test
    void name_isTrimmedAndListed() {
        assertListed(" Ada’s 📱\u00a0", "Ada’s 📱");
    }

    @Test
    void name_hasSixtyFourCharacters() {
        assertListed(LONGEST, LONGEST);
        signIn(LONGEST + "😀").then().statusCode(400);
    }

    /** The code can be used afterwards. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u200b", "a\nb", "a\u0000b", "a\u202eb"})
    void nameThatCannotBeShown_isRefused(String name) {
        signIn(name).then().spec(isProblem(400, "invalid_request")).body("errors.field", contains("device_name"));
        api.redeem(number, api.codeSentTo(number)).then().statusCode(200);
    }

    private void assertListed(String name, String listed) {
        Response answer = signIn(name);
        answer.then().statusCode(200);
        api.get(Tokens.of(answer), "sessions/").then().body("items[0].device", equalTo(listed));
    }

    private Response signIn(String deviceName) {
        api.requestCode(number);
        return api.post(
                "code/", Map.of("phone_number", number, "code", api.codeSentTo(number), "device_name", deviceName));
    }
}
