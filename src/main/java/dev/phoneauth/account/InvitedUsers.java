package dev.phoneauth.account;

import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.session.Caller;
import dev.phoneauth.store.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who entered my invite code, oldest first, page by page: out of an index, however many they are. */
@ApplicationScoped
class InvitedUsers {
    /** One more than is shown tells whether there is a next page; a row of nulls, that there is nobody. */
    private static final String PAGE = """
            select i.id, i.phone_number, i.activated_at
            from sessions s left join lateral (
                select id, phone_number, activated_at from users
                where inviter_id = s.user_id and (activated_at, id) > (:afterTime, :afterId)
                order by activated_at, id limit :limit) i on true
            where s.id = :session and s.user_id = :user and s.expires_at > :now
            order by i.activated_at, i.id""";

    private final Database database;
    private final InviteConfig config;
    private final Clock clock;

    InvitedUsers(Database database, InviteConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    /** Somebody I brought here. */
    record InvitedUser(
            @Schema(description = "E.164, masked where the service is set to", examples = "+79261234567")
            String phoneNumber,

            @Schema(description = "When my code was entered", examples = "2026-03-01T09:30:00Z")
            Instant activatedAt) {}

    /** Some of them, and where to go on. */
    record Page(
            List<InvitedUser> items,

            @Schema(description = "To ask for the next page with; null on the last", nullable = true)
            String nextCursor) {}

    Uni<Page> page(Caller caller, int limit, Cursor after) {
        return database.run(session -> caller.bind(session.createNativeQuery(PAGE, Tuple.class), clock)
                        .setParameter("afterTime", after.time())
                        .setParameter("afterId", after.id())
                        .setParameter("limit", limit + 1)
                        .getResultList())
                .map(rows -> page(rows, limit));
    }

    private Page page(List<Tuple> rows, int limit) {
        if (rows.isEmpty()) {
            throw Problem.NOT_AUTHENTICATED.failure();
        }
        List<Tuple> people = rows.stream()
                .filter(row -> Objects.nonNull(row.get("id")))
                .limit(limit)
                .toList();
        String next = rows.size() > limit ? cursor(people.get(limit - 1)).text() : null;
        return new Page(people.stream().map(this::person).toList(), next);
    }

    private InvitedUser person(Tuple row) {
        return new InvitedUser(config.shown(new PhoneNumber(row.get("phone_number", String.class))), time(row));
    }

    private static Cursor cursor(Tuple row) {
        return new Cursor(time(row), row.get("id", UUID.class));
    }

    private static Instant time(Tuple row) {
        return row.get("activated_at", OffsetDateTime.class).toInstant();
    }
}
