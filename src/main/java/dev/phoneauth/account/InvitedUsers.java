package dev.phoneauth.account;

import dev.phoneauth.session.Caller;
import dev.phoneauth.session.CallerDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Who entered my invite code, oldest first, page by page: out of an index, however many they are. */
@ApplicationScoped
class InvitedUsers {
    /** One more than is shown tells whether there is a next page; a row of nulls, that there is nobody. */
    private static final String PAGE = """
            select i.id, i.phone_number, i.activated_at
            from sessions s left join lateral (
                select id, phone_number, activated_at from users
                where inviter_id = s.user_id and (activated_at, id) > ($4, $5)
                order by activated_at, id limit $6) i on true
            where s.id = $1 and s.user_id = $2 and s.expires_at > $3
            order by i.activated_at, i.id""";

    private final CallerDatabase database;
    private final InviteConfig config;

    InvitedUsers(CallerDatabase database, InviteConfig config) {
        this.database = database;
        this.config = config;
    }

    /** Somebody I brought here. */
    record InvitedUser(String phoneNumber, Instant activatedAt) {}

    /** Some of them, and where to go on. */
    record Page(List<InvitedUser> items, String nextCursor) {}

    Uni<Page> page(Caller caller, int limit, Cursor after) {
        return database.readAll(PAGE, caller, after.time(), after.id(), limit + 1)
                .map(rows -> page(rows, limit));
    }

    private Page page(List<Row> rows, int limit) {
        List<Row> people = rows.stream()
                .filter(row -> Objects.nonNull(row.getUUID("id")))
                .limit(limit)
                .toList();
        String next = rows.size() > limit ? cursor(people.get(limit - 1)).text() : null;
        return new Page(people.stream().map(this::person).toList(), next);
    }

    private InvitedUser person(Row row) {
        return new InvitedUser(config.shown(row.getString("phone_number")), time(row));
    }

    private static Cursor cursor(Row row) {
        return new Cursor(time(row), row.getUUID("id"));
    }

    private static Instant time(Row row) {
        return row.getOffsetDateTime("activated_at").toInstant();
    }
}
