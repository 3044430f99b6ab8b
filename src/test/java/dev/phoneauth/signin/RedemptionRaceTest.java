package dev.phoneauth.signin;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Await;
import dev.phoneauth.testsupport.Burst;
import dev.phoneauth.testsupport.MovableClock;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Tables;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * One right code, redeemed a hundred times at once, lets one in: one user, one session (NIST SP 800-63B-4, 3.1.3.2; ASVS
 * 6.5.1). Two first sign-ins of one number at once make one user.
 */
@QuarkusTest
class RedemptionRaceTest {
    private final Api api = Api.ofThisService();
    private final String number = Numbers.fresh();

    @TestHTTPResource("/api/account/code/")
    URI uri;

    @Inject Tables tables;

    /** So that no class has to be loaded in the midst of a race. */
    @BeforeEach
    void warmUp() {
        api.signIn(Numbers.fresh());
    }

    @AfterEach
    void noMoreSlowInserts() {
        tables.change("drop trigger if exists slow_insert on users");
        MovableClock.reset();
    }

    @Test
    void hundredRedemptionsAtOnce_oneWins() {
        api.requestCode(number);
        assertOneWins(Map.of("phone_number", number, "code", api.codeSentTo(number)));
    }

    @Test
    void hundredRedemptionsAtOnce_withAChallenge_oneWins() {
        String challenge = api.requestCode(number).path("challenge_id");
        assertOneWins(Map.of("phone_number", number, "code", api.codeSentTo(number), "challenge_id", challenge));
    }

    private void assertOneWins(Map<String, String> redemption) {
        List<HttpResponse<String>> answers =
                Burst.send(Stream.generate(() -> Burst.post(uri, redemption)).limit(100));
        assertEquals(1, Burst.count(answers, 200));
        assertEquals(99, Burst.count(answers, 403));
        assertEquals(1, users());
        assertEquals(1, sessions());
    }

    /** The first code has nearly expired, so that a new one is made while the user of the first is still being written. */
    @Test
    void twoFirstSignInsAtOnce_makeOneUser() {
        slowDownInsertOf(number);
        api.requestCode(number).then().statusCode(200);
        String first = api.codeSentTo(number);
        CompletableFuture<Response> slow = CompletableFuture.supplyAsync(() -> api.redeem(number, first));
        Await.until(this::isAsleep);
        MovableClock.advance(Duration.ofMinutes(4).plusSeconds(30));
        api.requestCode(number).then().statusCode(200);
        api.redeem(number, api.codeSentTo(number)).then().statusCode(200);
        slow.join().then().statusCode(200);
        assertEquals(1, users());
        assertEquals(2, sessions());
    }

    private boolean isAsleep() {
        return tables.count("select count(*) from pg_stat_activity where wait_event = 'PgSleep'") > 0;
    }

    private void slowDownInsertOf(String number) {
        tables.change("""
                create or replace function slow_insert() returns trigger language plpgsql as
                $$ begin perform pg_sleep(0.6); return new; end $$""");
        tables.change("""
                create trigger slow_insert before insert on users
                for each row when (new.phone_number = '%s') execute function slow_insert()""".formatted(number));
    }

    private int users() {
        return tables.count("select count(*) from users where phone_number = ?", number);
    }

    private int sessions() {
        return tables.count(
                "select count(*) from sessions s join users u on u.id = s.user_id where u.phone_number = ?", number);
    }
}
