package dev.phoneauth.signin;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Await;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Tables;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.phoneauth.testsupport.Problems.isProblem;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * When a code is used up and PostgreSQL then cannot write, the answer is 503, and a new code can be had at once; there is
 * never a second user of the number, nor half of one.
 */
@QuarkusTest
class LostWriteTest {
    private final Api api = Api.ofThisService();
    private final String number = Numbers.fresh();

    @Inject
    Tables tables;

    @AfterEach
    void writeAgain() {
        tables.change("drop trigger if exists refuse on users");
        tables.change("drop trigger if exists refuse on sessions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "sessions"})
    void lostWrite_isA503_andANewCodeComesAtOnce(String table) {
        refuse("insert on " + table);
        api.requestCode(number).then().statusCode(200);
        assertUnavailable(api.redeem(number, api.codeSentTo(number)));
        assertEquals(0, users());
        writeAgain();
        api.profile(api.signIn(number)).then().statusCode(200).body("phone_number", equalTo(number));
        assertEquals(1, users());
    }

    /** Each statement is in time and all together are not: what was answered 503 is not committed later. */
    @Test
    void slowWrite_isA503_andNotDoneLater() {
        tables.change("""
                create or replace function refuse() returns trigger language plpgsql as
                $$ begin perform pg_sleep(3); return new; end $$""");
        Stream.of("users", "sessions")
                .forEach(table ->
                        tables.change("create trigger refuse before insert on %s for each row execute function refuse()"
                                .formatted(table)));
        api.requestCode(number).then().statusCode(200);
        assertUnavailable(api.redeem(number, api.codeSentTo(number)));
        Await.until(() -> tables.count("select count(*) from pg_stat_activity where wait_event = 'PgSleep'") == 0);
        writeAgain();
        assertEquals(0, users());
        api.signIn(number);
        assertEquals(1, users());
    }

    @Test
    void lostChangeOfNumber_isA503_andANewCodeComesAtOnce() {
        Tokens tokens = api.signIn(Numbers.fresh());
        api.post(tokens, "phone/", Map.of("phone_number", number)).then().statusCode(200);
        refuse("update on users");
        assertUnavailable(confirmChange(tokens));
        writeAgain();
        api.post(tokens, "phone/", Map.of("phone_number", number)).then().statusCode(200);
        confirmChange(tokens).then().statusCode(200).body("phone_number", equalTo(number));
        assertEquals(1, users());
    }

    private Response confirmChange(Tokens tokens) {
        return api.post(tokens, "phone/confirm/", Map.of("phone_number", number, "code", api.codeSentTo(number)));
    }

    private static void assertUnavailable(Response answer) {
        answer.then().spec(isProblem(503, "service_unavailable")).header("Retry-After", equalTo("2"));
    }

    /** As a disk does that is full. */
    private void refuse(String change) {
        tables.change("""
                create or replace function refuse() returns trigger language plpgsql as
                $$ begin raise exception 'no space left on device' using errcode = '53100'; end $$""");
        tables.change("create trigger refuse before %s for each row execute function refuse()".formatted(change));
    }

    private int users() {
        return tables.count("select count(*) from users where phone_number = ?", number);
    }
}
