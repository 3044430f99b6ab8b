package dev.phoneauth.signin;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Await;
import dev.phoneauth.testsupport.Burst;
import dev.phoneauth.testsupport.Gateway;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Tables;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.phoneauth.testsupport.Gateway.answers;
import static dev.phoneauth.testsupport.Gateway.slowly;
import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * A phone that loses its connection in the midst of a request leaves nothing half done: what was begun is finished, and is
 * there when it comes back.
 */
@QuarkusTest
@QuarkusTestResource(value = TextedCodes.class, restrictToAnnotatedClass = true)
class HangUpTest {
    private static final String KEY = "the-same";

    private final Api api = Api.ofThisService();
    private final String number = Numbers.fresh();

    @TestHTTPResource("/api/account/")
    URI base;

    @Inject Tables tables;

    Gateway gateway;

    /** So that no class has to be loaded while the gateway takes its time. */
    @BeforeEach
    void warmUp() {
        api.requestCode(Numbers.fresh()).then().statusCode(200);
    }

    @AfterEach
    void quickAgain() {
        gateway.behave(answers(200, ""));
        tables.change("drop trigger if exists slow_insert on users");
    }

    @Test
    void requestForACode_isFinished() {
        gateway.forget();
        gateway.behave(slowly(600, answers(200, "")));
        Burst.hangUp(
                Burst.post(base.resolve("auth/"), Map.of("phone_number", number), "Idempotency-Key", KEY),
                () -> !gateway.received().isEmpty());
        api.requestCodeOnce(number, KEY).then().statusCode(200);
        assertEquals(1, gateway.received().size());
        api.redeem(number, gateway.latestCode()).then().statusCode(200);
    }

    @Test
    void redemption_isFinished() {
        tables.change("""
                create or replace function slow_insert() returns trigger language plpgsql as
                $$ begin perform pg_sleep(0.3); return new; end $$""");
        tables.change("create trigger slow_insert before insert on users for each row execute function slow_insert()");
        api.requestCode(number).then().statusCode(200);
        Map<String, String> redemption = Map.of("phone_number", number, "code", gateway.latestCode());
        Burst.hangUp(Burst.post(base.resolve("code/"), redemption), this::isAsleep);
        Await.until(() -> sessions() == 1);
    }

    private boolean isAsleep() {
        return tables.count("select count(*) from pg_stat_activity where wait_event = 'PgSleep'") > 0;
    }

    private int sessions() {
        return tables.count(
                "select count(*) from sessions s join users u on u.id = s.user_id where u.phone_number = ?", number);
    }
}
