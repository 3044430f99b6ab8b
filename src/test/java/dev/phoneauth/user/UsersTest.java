package dev.phoneauth.user;

import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.postgres.Postgres;
import dev.phoneauth.postgres.SqlState;
import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Numbers;
import dev.phoneauth.testsupport.Tables;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

/** A number is one user, and an invite code is one user's, in whatever race and however badly codes are drawn. */
@QuarkusTest
class UsersTest {
    private final Api api = Api.ofThisService();
    private final String number = Numbers.fresh();

    @Inject Users users;
    @Inject Postgres postgres;
    @Inject Tables tables;

    @AfterEach
    void drawHonestlyAgain() {
        tables.change("drop trigger if exists bad_luck on users");
        tables.change("drop sequence if exists draws");
    }

    @Test
    void inviteCodeDrawnByAnotherAlready_isDrawnAnew() {
        String taken = api.inviteCodeOf(api.signIn(Numbers.fresh()));
        firstDrawsYield(taken, 3);
        Tokens tokens = api.signIn(number);
        assertEquals(4, tables.count("select last_value from draws"), "three collisions and a success");
        assertNotEquals(taken, api.inviteCodeOf(tokens));
        api.profile(tokens).then().statusCode(200).body("invite_code", matchesPattern("[A-Z2-9]{6}"));
        assertEquals(1, tables.count("select count(*) from users where phone_number = ?", number));
    }

    @Test
    void fiftyAtOnce_findOneUser() {
        List<CompletableFuture<UUID>> looking = Stream.generate(() -> CompletableFuture.supplyAsync(this::findOrCreate))
                .limit(50)
                .toList();
        assertEquals(1, looking.stream().map(CompletableFuture::join).distinct().count());
        assertEquals(1, tables.count("select count(*) from users where phone_number = ?", number));
    }

    private UUID findOrCreate() {
        return postgres.transaction(() -> users.findOrCreate(PhoneNumbers.stored(number), Instant.now()))
                .onFailure(SqlState::isViolation)
                .retry()
                .atMost(3)
                .map(user -> user.id)
                .await()
                .indefinitely();
    }

    /** A sequence counts on, whatever becomes of the statement that asked it. */
    private void firstDrawsYield(String inviteCode, int draws) {
        tables.change("create sequence draws");
        tables.change("""
                create or replace function bad_luck() returns trigger language plpgsql as $$
                begin
                  if nextval('draws') <= %d then new.invite_code := '%s'; end if;
                  return new;
                end $$""".formatted(draws, inviteCode));
        tables.change("""
                create trigger bad_luck before insert on users
                for each row when (new.phone_number = '%s') execute function bad_luck()""".formatted(number));
    }
}
