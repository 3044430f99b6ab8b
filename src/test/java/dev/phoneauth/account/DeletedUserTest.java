package dev.phoneauth.account;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Await;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Tables;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

/** A token outlives neither its user nor its session, however long it would still be good for by itself. */
@QuarkusTest
class DeletedUserTest {
    private final Api api = Api.ofThisService();
    private final String number = Numbers.fresh();
    private Tokens tokens;
    private String id;

    @Inject Tables tables;

    @BeforeEach
    void signIn() {
        tokens = api.signIn(number);
        id = api.profile(tokens).path("id");
    }

    @Test
    void tokenOfADeletedUser_isGoodForNothing() {
        tables.change("delete from users where phone_number = ?", number);
        assertGoodForNothing();
    }

    @Test
    void tokenOfAnEndedSession_isGoodForNothing() {
        tables.change("delete from sessions where user_id = ?::uuid", id);
        assertGoodForNothing();
    }

    @Test
    void numberOfADeletedUser_makesANewOne() {
        String inviteCode = api.inviteCodeOf(tokens);
        tables.change("delete from users where phone_number = ?", number);
        Tokens again = api.signIn(number);
        api.profile(again).then().statusCode(200).body("invite_code", not(equalTo(inviteCode)));
        assertNotEquals(id, api.profile(again).path("id"));
        notAuthenticated(api.profile(tokens));
    }

    /** It is there when the request reads it, and gone when it would be changed. */
    @Test
    void userDeletedMeanwhile_isNotAuthenticated() throws Exception {
        CompletableFuture<Response> change;
        try (Connection operator = tables.connection()) {
            operator.setAutoCommit(false);
            operator.createStatement().execute("delete from users where phone_number = '" + number + "'");
            change = CompletableFuture.supplyAsync(() -> api.patch(tokens, "profile/", Map.of("display_name", "Ada")));
            Await.until(() -> tables.count("select count(*) from pg_locks where not granted") > 0);
            operator.commit();
        }
        notAuthenticated(change.join());
    }

    private void assertGoodForNothing() {
        String friends = api.inviteCodeOf(api.signIn(Numbers.fresh()));
        notAuthenticated(api.profile(tokens));
        notAuthenticated(api.get(tokens, "profile/" + id));
        notAuthenticated(api.activate(tokens, friends));
        notAuthenticated(api.activate(tokens, "no code"));
    }

    private static void notAuthenticated(Response answer) {
        answer.then()
                .statusCode(403)
                .header("WWW-Authenticate", equalTo("Bearer error=\"invalid_token\""))
                .body("code", equalTo("not_authenticated"));
    }
}
