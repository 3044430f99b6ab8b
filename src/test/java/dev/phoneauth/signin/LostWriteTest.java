package dev.phoneauth.signin;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Tables;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.phoneauth.testsupport.Problems.isProblem;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * When PostgreSQL cannot write, a right code is answered 503 and stays good: the same request is answered 200 later. There is
 * never a second user of the number, nor half of one.
 */
@QuarkusTest
class LostWriteTest {
    private final Api api = Api.ofThisService();
    private final String number = Numbers.fresh();

    @Inject Tables tables;

    @AfterEach
    void writeAgain() {
        Stream.of("used_codes", "users", "sessions")
                .forEach(table -> tables.change("drop trigger if exists refuse on " + table));
    }

    /** More often than a code may be compared wrongly. */
    @ParameterizedTest
    @ValueSource(strings = {"used_codes", "users", "sessions"})
    void lostWrite_leavesTheCodeGood(String table) {
        refuse("insert on " + table);
        api.requestCode(number).then().statusCode(200);
        String code = api.codeSentTo(number);
        IntStream.range(0, 25).forEach(i -> assertUnavailable(api.redeem(number, code)));
        assertEquals(0, users());
        writeAgain();
        api.redeem(number, code).then().statusCode(200);
        assertEquals(1, users());
        api.redeem(number, code).then().statusCode(403);
    }

    @Test
    void lostChangeOfNumber_leavesTheCodeGood() {
        Tokens tokens = api.signIn(Numbers.fresh());
        api.post(tokens, "phone/", Map.of("phone_number", number)).then().statusCode(200);
        refuse("update on users");
        assertUnavailable(confirmChange(tokens));
        writeAgain();
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
