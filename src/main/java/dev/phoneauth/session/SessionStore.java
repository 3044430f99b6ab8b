package dev.phoneauth.session;

import dev.phoneauth.events.Outbox;
import dev.phoneauth.guard.Network;
import dev.phoneauth.store.Database;
import dev.phoneauth.store.SqlState;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** The sessions of everybody, each question to them one statement. */
@ApplicationScoped
class SessionStore {
    /**
     * Decides upon a refresh token. The newest one moves the session on; so does one that the row, restored from a backup,
     * has not heard of yet. An older one gets the successor that it got before, for a while after that; then it was copied:
     * the session is gone. Of many at once the first moves the row, and the others, which waited for it, are asked the
     * conditions again and find themselves to be repetitions. A grace begins when the row is moved: a statement that was
     * held up may come to it long after its {@code now}, and the client has had no answer.
     *
     * <p>Parameters: {@code $1} session, {@code $2} seed, {@code $3} generation, {@code $4} now, {@code $5} start of the
     * grace, {@code $6} end when idle, {@code $7} longest life in seconds, {@code $8} network, {@code $9} whether events are
     * kept.
     */
    private static final String ROTATE = """
            with rotated as (
                update sessions set
                    refreshed_at = case
                        when refresh_generation <= $3 then greatest($4, clock_timestamp())
                        else refreshed_at end,
                    earlier_refreshes = case
                        when refresh_generation < $3 then '{}'
                        when refresh_generation > $3 then earlier_refreshes
                        else array(select t from unnest(refreshed_at || earlier_refreshes) t where t >= $5) end,
                    refresh_generation = greatest(refresh_generation, $3 + 1),
                    last_used_at = $4,
                    expires_at = least($6, created_at + make_interval(secs => $7)),
                    network = $8
                where id = $1 and refresh_seed = $2 and expires_at > $4
                  and (refresh_generation <= $3
                       or (refreshed_at || earlier_refreshes)[refresh_generation - $3] >= $5)
                returning user_id, created_at),
            stolen as (
                delete from sessions
                where id = $1 and refresh_seed = $2 and expires_at > $4
                  and refresh_generation > $3
                  and ((refreshed_at || earlier_refreshes)[refresh_generation - $3] >= $5) is not true
                returning user_id, created_at),
            told as (
                insert into events (id, type, data, happened_at, due_at)
                select gen_random_uuid(), 'session.stolen',
                       jsonb_build_object('user_id', user_id, 'session_id', cast($1 as uuid)),
                       cast($4 as timestamptz), cast($4 as timestamptz)
                from stolen where $9)
            select rotated.*, false as theft from rotated
            union all
            select stolen.*, true from stolen""";

    private static final String END = "delete from sessions where id = $1 and refresh_seed = $2";

    private final SessionConfig config;
    private final Database database;
    private final Outbox outbox;
    private final Clock clock;

    SessionStore(SessionConfig config, Database database, Outbox outbox, Clock clock) {
        this.config = config;
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What became of a refresh token that was shown. */
    record Rotation(UUID user, Instant openedAt, boolean theft) {
        static Rotation of(Row row) {
            return new Rotation(
                    row.getUUID("user_id"), row.getOffsetDateTime("created_at").toInstant(), row.getBoolean("theft"));
        }
    }

    /** Fails with {@link UserGone}. */
    Uni<Session> insert(Session session) {
        return database.run(connection -> connection.persist(session).chain(connection::flush))
                .onFailure(SqlState::isForeignKeyViolation)
                .transform(UserGone::new)
                .replaceWith(session);
    }

    /** Null when the session has ended. */
    Uni<Rotation> rotate(RefreshToken shown, Network network) {
        Instant now = clock.instant();
        return database.query(
                        ROTATE,
                        shown.session(),
                        Buffer.buffer(shown.seed()),
                        shown.generation(),
                        now,
                        now.minus(config.reuseGrace()),
                        now.plus(config.idleTtl()),
                        (double) config.maxTtl().toSeconds(),
                        MaskedNetwork.of(network),
                        outbox.isOn())
                .map(rows ->
                        rows.size() == 0 ? null : Rotation.of(rows.iterator().next()));
    }

    Uni<Void> end(RefreshToken shown) {
        return database.query(END, shown.session(), Buffer.buffer(shown.seed())).replaceWithVoid();
    }
}
