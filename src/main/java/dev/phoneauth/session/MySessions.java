package dev.phoneauth.session;

import dev.phoneauth.problem.Problem;
import dev.phoneauth.store.Database;
import dev.phoneauth.user.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where a user is signed in, for himself alone. Each question is one statement, and fails when his own session is over. */
@ApplicationScoped
class MySessions {

    private static final UUID NOBODYS = new UUID(0, 0);

    private static final String ME = """
            with me as (
                select id, user_id from sessions where id = :session and user_id = :user and expires_at > :now)
            """;

    private static final String LIST = ME + """
            select s.id, s.device, s.network, s.created_at, s.last_used_at, s.id = me.id as current
            from me join sessions s on s.user_id = me.user_id
            where s.expires_at > :now
            order by s.last_used_at desc, s.id desc""";

    private static final String END_ONE = ME + """
            , ended as (
                delete from sessions s using me
                where s.user_id = me.user_id and s.expires_at > :now and s.id = :ended
                returning s.id)
            select exists (select from ended) as done from me""";

    private static final String END_OTHERS = ME + """
            , ended as (delete from sessions s using me where s.user_id = me.user_id and s.id <> me.id)
            select true as done from me""";

    private final Database database;
    private final Clock clock;

    MySessions(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Last used first. */
    Uni<List<SessionView>> list(Caller caller) {
        return database.run(connection -> caller.bind(connection.createNativeQuery(LIST, Tuple.class), clock)
                        .getResultList())
                .invoke(MySessions::refuseNobody)
                .map(rows -> rows.stream().map(MySessions::view).toList());
    }

    /** Fails with {@code not_authorized} for whatever is not the id of a session of the caller's. */
    Uni<Void> end(Caller caller, String id) {
        Optional<UUID> ended = Ids.parse(id);
        return database.run(connection -> caller.bind(connection.createNativeQuery(END_ONE, Tuple.class), clock)
                        .setParameter("ended", ended.orElse(NOBODYS))
                        .getResultList())
                .invoke(MySessions::refuseNobody)
                .invoke(rows -> refuseUnlessDone(rows.get(0)))
                .replaceWithVoid();
    }

    Uni<Void> endOthers(Caller caller) {
        return database.run(connection -> caller.bind(connection.createNativeQuery(END_OTHERS, Tuple.class), clock)
                        .getResultList())
                .invoke(MySessions::refuseNobody)
                .replaceWithVoid();
    }

    /** The caller's own session is always in the answer, or it is over. */
    private static void refuseNobody(List<Tuple> rows) {
        if (rows.isEmpty()) {
            throw Problem.NOT_AUTHENTICATED.failure();
        }
    }

    private static void refuseUnlessDone(Tuple row) {
        if (!row.get("done", Boolean.class)) {
            throw Problem.NOT_AUTHORIZED.failure();
        }
    }

    private static SessionView view(Tuple row) {
        return new SessionView(
                row.get("id", UUID.class),
                row.get("device", String.class),
                row.get("network", String.class),
                row.get("created_at", OffsetDateTime.class).toInstant(),
                row.get("last_used_at", OffsetDateTime.class).toInstant(),
                row.get("current", Boolean.class));
    }
}
