package dev.phoneauth.postgres;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.MovableClock;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Operator;
import dev.phoneauth.testsupport.Tables;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** No table grows for ever: what is over is taken away, and nothing else. */
@QuarkusTest
@TestProfile(Operator.Known.class)
class HousekeepingTest {
    private static final String MANY_ENDED = """
            insert into sessions (id, user_id, refresh_seed, refresh_generation, created_at, last_used_at, expires_at)
            select gen_random_uuid(), ?, '\\x00', 0, now(), now(), now() - interval '1 second'
            from generate_series(1, 1200)""";

    private final Api api = Api.ofThisService();

    @Inject Housekeeping housekeeping;
    @Inject Tables tables;

    @TestHTTPResource(value = "/admin/signing-keys/replace", management = true)
    URI replace;

    @AfterEach
    void backToNow() {
        MovableClock.reset();
    }

    @Test
    void endedSessions_areTakenAway_inMoreThanOneBatch() {
        Tokens living = api.signIn(Numbers.fresh());
        UUID user = UUID.fromString(api.profile(living).path("id"));
        tables.change(MANY_ENDED, user);
        await(housekeeping.deleteOld());
        assertEquals(1, count("select count(*) from sessions where user_id = '" + user + "'"));
        api.profile(living).then().statusCode(200);
    }

    @Test
    void whatAnotherReplicaIsAt_isLeftToIt() throws SQLException {
        UUID user = UUID.fromString(api.profile(api.signIn(Numbers.fresh())).path("id"));
        tables.change(MANY_ENDED, user);
        try (Connection another = tables.connection()) {
            another.setAutoCommit(false);
            another.createStatement().execute("select from sessions where expires_at <= now() for update");
            await(housekeeping.deleteOld());
            assertEquals(1201, count("select count(*) from sessions where user_id = '" + user + "'"));
            another.rollback();
        }
        await(housekeeping.deleteOld());
        assertEquals(1, count("select count(*) from sessions where user_id = '" + user + "'"));
    }

    @Test
    void replacedKeys_areTakenAway() {
        Operator.request().post(replace).then().statusCode(200);
        assertTrue(count("select count(*) from signing_keys") > 1);
        MovableClock.advance(Duration.ofSeconds(1));
        await(housekeeping.deleteOld());
        assertEquals(1, count("select count(*) from signing_keys"));
        api.profile(api.signIn(Numbers.fresh())).then().statusCode(200);
    }

    @Test
    void usedCodes_areTakenAway_aDayLater() {
        String used = "insert into used_codes (nonce, session_id, used_at) values (?, gen_random_uuid(), now() - %s)";
        String old = UUID.randomUUID().toString();
        String recent = UUID.randomUUID().toString();
        tables.change(used.formatted("interval '24 hours 1 minute'"), old);
        tables.change(used.formatted("interval '23 hours 59 minutes'"), recent);
        await(housekeeping.deleteOld());
        assertEquals(0, count("select count(*) from used_codes where nonce = '" + old + "'"));
        assertEquals(1, count("select count(*) from used_codes where nonce = '" + recent + "'"));
    }

    private int count(String sql) {
        return tables.count(sql);
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(30));
    }
}
