package dev.phoneauth.signin;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Tables;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    @CsvSource({"users, 0", "sessions, 1"})
    void lostWrite_isA503_andANewCodeComesAtOnce(String table, int usersMeanwhile) {
        refuseInsertsInto(table);
        api.requestCode(number).then().statusCode(200);
        api.redeem(number, api.codeSentTo(number))
                .then()
                .statusCode(503)
                .header("Retry-After", equalTo("2"))
                .body("code", equalTo("service_unavailable"));
        assertEquals(usersMeanwhile, users());
        writeAgain();
        api.profile(api.signIn(number)).then().statusCode(200).body("phone_number", equalTo(number));
        assertEquals(1, users());
    }

    /** As a disk does that is full. */
    private void refuseInsertsInto(String table) {
        tables.change("""
                create or replace function refuse() returns trigger language plpgsql as
                $$ begin raise exception 'no space left on device' using errcode = '53100'; end $$""");
        tables.change(
                "create trigger refuse before insert on %s for each row execute function refuse()".formatted(table));
    }

    private int users() {
        return tables.count("select count(*) from users where phone_number = ?", number);
    }
}
