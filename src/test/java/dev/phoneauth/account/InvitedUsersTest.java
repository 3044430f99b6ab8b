package dev.phoneauth.account;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Numbers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Who used my invite code comes in pages, oldest first, each of them once. */
@QuarkusTest
class InvitedUsersTest {
    private final Api api = Api.ofThisService();
    private Tokens inviter;

    @BeforeEach
    void signIn() {
        inviter = api.signIn(Numbers.fresh());
    }

    @Test
    void pages_giveEverybodyOnce_oldestFirst() {
        List<String> invited = invite(5);
        assertEquals(invited, read(2));
        assertEquals(invited, read(5));
        assertEquals(invited, read(100));
        api.profile(inviter).then().body("invited_users", equalTo(invited)).body("invited_count", equalTo(5));
    }

    @Test
    void page_tellsWhen() {
        invite(1);
        page(Map.of())
                .then()
                .statusCode(200)
                .body("items[0].activated_at", matchesPattern("\\d{4}-\\d\\d-\\d\\dT.*Z"))
                .body("items[0].size()", equalTo(2))
                .body("next_cursor", nullValue());
    }

    @Test
    void noInvitedUsers_areAnEmptyPage() {
        page(Map.of()).then().statusCode(200).body("items", hasSize(0)).body("next_cursor", nullValue());
    }

    /** A cursor holds a place in time, and no right to a list. */
    @Test
    void cursorOfAnother_showsOnlyMine() {
        invite(3);
        String cursor = page(Map.of("limit", 1)).path("next_cursor");
        Tokens other = api.signIn(Numbers.fresh());
        api.as(other)
                .queryParam("cursor", cursor)
                .get("/api/account/profile/invited_users/")
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "x", "1.5", "99999999999999999999"})
    void badLimit_isRefused(String limit) {
        refused("limit", page(Map.of("limit", limit)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "AAAA", "__________________________________________", "gAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void madeUpCursor_isRefused(String cursor) {
        refused("cursor", page(Map.of("cursor", cursor)));
    }

    @Test
    void endedSession_seesNothing() {
        invite(1);
        api.logout(inviter.refresh());
        page(Map.of()).then().statusCode(403).body("code", equalTo("not_authenticated"));
    }

    private static void refused(String field, Response answer) {
        answer.then().statusCode(400).body("code", equalTo("invalid_request")).body("errors[0].field", equalTo(field));
    }

    private List<String> invite(int people) {
        String code = api.inviteCodeOf(inviter);
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            numbers.add(Numbers.fresh());
            api.activate(api.signIn(numbers.get(i)), code).then().statusCode(200);
        }
        return numbers;
    }

    private List<String> read(int limit) {
        List<String> numbers = new ArrayList<>();
        String cursor = null;
        do {
            Response page = page(cursor == null ? Map.of("limit", limit) : Map.of("limit", limit, "cursor", cursor));
            numbers.addAll(page.path("items.phone_number"));
            cursor = page.path("next_cursor");
        } while (cursor != null);
        return numbers;
    }

    private Response page(Map<String, ?> query) {
        return api.as(inviter).queryParams(query).get("/api/account/profile/invited_users/");
    }
}
