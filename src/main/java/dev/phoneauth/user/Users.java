package dev.phoneauth.user;

import dev.phoneauth.events.Outbox;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.store.Database;
import dev.phoneauth.store.SqlState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Users by what is unique about them. */
@ApplicationScoped
public class Users {
    private static final int INVITE_CODE_DRAWS = 10;

    /** The update changes nothing: it makes the row of whoever was first come back, also out of a race. */
    private static final String FIND_OR_CREATE = """
            with found as (
                insert into users (id, phone_number, invite_code, created_at)
                values ($1, $2, $3, $4)
                on conflict (phone_number) do update set phone_number = excluded.phone_number
                returning id, created_at, xmax = 0 as is_new),
            told as (
                insert into events (id, type, data, happened_at, due_at)
                select gen_random_uuid(), 'user.created', jsonb_build_object('user_id', id), created_at, created_at
                from found where is_new and $5)
            select id from found""";

    private final Database database;
    private final Outbox outbox;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Users(Database database, Outbox outbox, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The user who holds the number, made if there is none; an invite code drawn twice is drawn anew. */
    public Uni<UUID> findOrCreate(PhoneNumber number) {
        return Uni.createFrom()
                .deferred(() -> insert(number, InviteCode.random(random)))
                .onFailure(SqlState::isViolation)
                .retry()
                .atMost(INVITE_CODE_DRAWS);
    }

    private Uni<UUID> insert(PhoneNumber number, InviteCode inviteCode) {
        return database.query(
                        FIND_OR_CREATE, Ids.next(), number.e164(), inviteCode.code(), clock.instant(), outbox.isOn())
                .map(rows -> rows.iterator().next().getUUID("id"));
    }
}
