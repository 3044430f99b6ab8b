package dev.phoneauth.session;

import dev.phoneauth.problem.Problem;
import dev.phoneauth.user.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Where a user is signed in, for himself alone. Each question is one statement, and fails when his own session is over. */
@ApplicationScoped
class MySessions {
    private static final UUID NOBODYS = new UUID(0, 0);

    private static final String ME = """
            with me as (
                select id, user_id from sessions where id = $1 and user_id = $2 and expires_at > $3)
            """;

    private static final String LIST = ME + """
            select s.id, s.device, s.network, s.created_at, s.last_used_at, s.id = me.id as current
            from me join sessions s on s.user_id = me.user_id
            where s.expires_at > $3
            order by s.last_used_at desc, s.id desc""";

    private static final String END_ONE = ME + """
            , ended as (
                delete from sessions s using me
                where s.user_id = me.user_id and s.expires_at > $3 and s.id = $4
                returning s.id)
            select exists (select from ended) as done from me""";

    private static final String END_OTHERS = ME + """
            , ended as (delete from sessions s using me where s.user_id = me.user_id and s.id <> me.id)
            select from me""";

    private final CallerDatabase database;

    MySessions(CallerDatabase database) {
        this.database = database;
    }

    /** Last used first. */
    Uni<List<SessionView>> list(Caller caller) {
        return database.readAll(LIST, caller)
                .map(rows -> rows.stream().map(MySessions::view).toList());
    }

    /** Fails with {@code not_authorized} for whatever is not the id of a session of the caller's. */
    Uni<Void> end(Caller caller, String id) {
        return database.change(END_ONE, caller, Ids.parse(id).orElse(NOBODYS))
                .invoke(MySessions::refuseUnlessDone)
                .replaceWithVoid();
    }

    Uni<Void> endOthers(Caller caller) {
        return database.change(END_OTHERS, caller).replaceWithVoid();
    }

    private static void refuseUnlessDone(Row row) {
        if (!row.getBoolean("done")) {
            throw Problem.NOT_AUTHORIZED.failure();
        }
    }

    private static SessionView view(Row row) {
        return new SessionView(
                row.getUUID("id"),
                row.getString("device"),
                row.getString("network"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("last_used_at").toInstant(),
                row.getBoolean("current"));
    }
}
