package dev.phoneauth.account;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Numbers;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;

/** Users change their names, and by no field anything that they may not change. */
@QuarkusTest
class ProfileChangeTest {
    private final Api api = Api.ofThisService();
    private final String number = Numbers.fresh();
    private Tokens tokens;

    @BeforeEach
    void signIn() {
        tokens = api.signIn(number);
    }

    @Test
    void name_isTrimmed_kept_andCleared() {
        rename(" \u00a0Ada \u00a0Lovelace\u2003\u00a0")
                .then()
                .statusCode(200)
                .body("display_name", equalTo("Ada \u00a0Lovelace"));
        api.profile(tokens).then().body("display_name", equalTo("Ada \u00a0Lovelace"));
        change(Map.of()).then().statusCode(200).body("display_name", equalTo("Ada \u00a0Lovelace"));
        change(Collections.singletonMap("display_name", null))
                .then()
                .statusCode(200)
                .body("display_name", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "李小龍", "Zoë", "أحمد", "👩‍👩‍👧", "O'Brien; drop table users"})
    void name_ofAnyPeople_isTaken(String name) {
        rename(name).then().statusCode(200).body("display_name", equalTo(name));
    }

    @Test
    void name_ofSixtyFourCharacters_isTaken_alsoOfEmoji() {
        rename("😀".repeat(64)).then().statusCode(200).body("display_name", equalTo("😀".repeat(64)));
        rename("😀".repeat(65)).then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "   ",
                "\u00a0",
                "\u200b",
                "\u3164",
                "\u2800",
                "\u0301\u0302",
                "a\u0000b",
                "a\nb",
                "a\u202eb",
                "a\u2066b",
                "a\u2028b"
            })
    void garbledName_isRefused(String name) {
        rename(name)
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_request"))
                .body("errors[0].field", equalTo("display_name"));
        api.profile(tokens).then().body("display_name", nullValue());
    }

    @Test
    void name_ofManyBlanks_isRefusedQuickly() {
        rename("a" + " ".repeat(60_000) + "b").then().statusCode(400).time(lessThan(2_000L));
    }

    @Test
    void name_ofAnotherType_isRefused() {
        change(Map.of("display_name", 1)).then().statusCode(400);
        change(Map.of("display_name", Map.of())).then().statusCode(400);
        change("[]").then().statusCode(400);
        change("null").then().statusCode(400);
    }

    @Test
    void otherFields_areIgnored() {
        String other = api.profile(api.signIn(Numbers.fresh())).path("id");
        Map<String, Object> before = api.profile(tokens).path("");
        Map<String, Object> change = new HashMap<>(Map.of(
                "id", other,
                "phone_number", "+15005550000",
                "invite_code", "ABCDEF",
                "activation_code", "ABCDEF",
                "named", false,
                "invited_count", 7,
                "created_at", "2000-01-01T00:00:00Z"));
        change(change).then().statusCode(200).body("", equalTo(before));
        change.put("display_name", "Ada");
        before.put("display_name", "Ada");
        change(change).then().statusCode(200).body("", equalTo(before));
    }

    @Test
    void endedSession_changesNothing() {
        api.logout(tokens.refresh());
        rename("Ada").then().statusCode(403).body("code", equalTo("not_authenticated"));
        api.profile(api.signIn(number)).then().body("display_name", nullValue());
    }

    @Test
    void emptyName_removesTheName() {
        rename("Ada").then().statusCode(200).body("display_name", equalTo("Ada"));
        rename("").then().statusCode(200).body("display_name", nullValue());
        api.profile(tokens).then().body("display_name", nullValue());
    }

    private io.restassured.response.Response rename(String name) {
        return change(Map.of("display_name", name));
    }

    private io.restassured.response.Response change(Object body) {
        return api.patch(tokens, "profile/", body);
    }
}
