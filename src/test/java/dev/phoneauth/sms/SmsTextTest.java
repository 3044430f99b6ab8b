package dev.phoneauth.sms;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Gateway;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.phoneauth.sms.SenderChainTest.fresh;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A text is in the language of its recipient, and the app or page that requested it can read the code from it. */
@QuarkusTest
@QuarkusTestResource(value = Gateways.class, restrictToAnnotatedClass = true)
class SmsTextTest {
    /** The last line of an origin-bound one-time code, by the rules of the WICG's format. */
    private static final Pattern ORIGIN_BOUND = Pattern.compile("(?:^|\\n)@([^ #@\\n]+) #([^ #\\n]+)(?: @[^ \\n]+)?$");

    private final Api api = Api.ofThisService();
    private final String number = fresh("+4915");

    @Gateways.Inject
    Gateway webhook;

    @BeforeEach
    void forget() {
        webhook.behave(Gateway.answers(200, ""));
        webhook.forget();
    }

    @ParameterizedTest
    @CsvSource({
        "de, 'ist Ihr Code für phone-auth, 5 Min. gültig'",
        "'fr-CH, en;q=0.7', 'est votre code phone-auth, valable 5 min'",
        "'sv, ru;q=0.5', 'код phone-auth, 5 мин.'",
        "'en-GB,en', 'is your phone-auth code, good for 5 min'",
        "sv, 'is your phone-auth code'",
        "'*', 'is your phone-auth code'",
        "';;;=', 'is your phone-auth code'"
    })
    void text_isInTheLanguageAskedFor(String languages, String words) {
        String text = textFor(languages, null);
        assertTrue(text.contains(words), text);
    }

    @Test
    void host_findsItselfAndTheCodeInTheLastLine() {
        String text = textFor("en", "web");
        Matcher line = ORIGIN_BOUND.matcher(text);
        assertTrue(line.find(), text);
        assertEquals("example.com", line.group(1));
        api.redeem(number, line.group(2)).then().statusCode(200);
    }

    @Test
    void androidApp_findsItsHashAtTheEnd() {
        String text = textFor("en", "android-prod");
        assertThat(text, matchesPattern("(?s).*\\d{6}.*\nFA\\+9qCX9VSu"));
        assertTrue(text.getBytes(UTF_8).length <= 140);
    }

    @Test
    void withoutApp_thereIsNoLastLine() {
        assertThat(textFor("en", null), matchesPattern(".+"));
    }

    @ParameterizedTest
    @CsvSource({"unknown", "FA+9qCX9VSu", "@example.com"})
    void unregisteredApp_isRefused(String app) {
        api.post("auth/", Map.of("phone_number", number, "app", app))
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_request"))
                .body("errors[0].field", equalTo("app"));
        assertEquals(0, webhook.received().size());
    }

    private String textFor(String languages, String app) {
        api.request()
                .header("Accept-Language", languages)
                .contentType("application/json")
                .body(app == null ? Map.of("phone_number", number) : Map.of("phone_number", number, "app", app))
                .post("/api/account/auth/")
                .then()
                .statusCode(200);
        return webhook.received().get(0).json().getString("text");
    }
}
