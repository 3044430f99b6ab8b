package dev.phoneauth.session;

import dev.phoneauth.events.Outbox;
import dev.phoneauth.guard.Network;
import dev.phoneauth.store.Database;
import dev.phoneauth.store.SqlState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/** The sessions of everybody, each question to them one statement. */
@ApplicationScoped
class SessionStore {
    /**
     * Decides upon a refresh token. The newest one moves the session on; so does one that the row, restored from a backup,
     * has not heard of yet. An older one gets the successor that it got before, for a while after that; then it was copied:
     * the session is gone. Of many at once the first moves the row, and the others, which waited for it, are asked the
     * conditions again and find themselves to be repetitions. A grace begins when the row is moved: a statement that was
     * held up may come to it long after its {@code :now}, and he who asked has had no answer.
     */
    private static final String ROTATE = """
            with rotated as (
                update sessions set
                    refreshed_at = case
                        when refresh_generation <= :generation then greatest(:now, clock_timestamp())
                        else refreshed_at end,
                    earlier_refreshes = case
                        when refresh_generation < :generation then '{}'
                        when refresh_generation > :generation then earlier_refreshes
                        else array(select t from unnest(refreshed_at || earlier_refreshes) t where t >= :graceStart) end,
                    refresh_generation = greatest(refresh_generation, :generation + 1),
                    last_used_at = :now,
                    expires_at = least(:idleEnd, created_at + make_interval(secs => :life)),
                    network = :network
                where id = :session and refresh_seed = :seed and expires_at > :now
                  and (refresh_generation <= :generation
                       or (refreshed_at || earlier_refreshes)[refresh_generation - :generation] >= :graceStart)
                returning user_id, created_at),
            stolen as (
                delete from sessions
                where id = :session and refresh_seed = :seed and expires_at > :now
                  and refresh_generation > :generation
                  and ((refreshed_at || earlier_refreshes)[refresh_generation - :generation] >= :graceStart) is not true
                returning user_id, created_at),
            told as (
                insert into events (id, type, data, happened_at, due_at)
                select gen_random_uuid(), 'session.stolen',
                       jsonb_build_object('user_id', user_id, 'session_id', cast(:session as uuid)),
                       cast(:now as timestamptz), cast(:now as timestamptz)
                from stolen where :events)
            select rotated.*, false as theft from rotated
            union all
            select stolen.*, true from stolen""";

    private static final String END = "delete from sessions where id = :session and refresh_seed = :seed";

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
        static Rotation of(Tuple row) {
            return new Rotation(
                    row.get("user_id", UUID.class),
                    row.get("created_at", OffsetDateTime.class).toInstant(),
                    row.get("theft", Boolean.class));
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
        return database.run(connection -> connection
                        .createNativeQuery(ROTATE, Tuple.class)
                        .setParameter("session", shown.session())
                        .setParameter("seed", shown.seed())
                        .setParameter("generation", shown.generation())
                        .setParameter("now", now)
                        .setParameter("graceStart", now.minus(config.reuseGrace()))
                        .setParameter("idleEnd", now.plus(config.idleTtl()))
                        .setParameter("life", (double) config.maxTtl().toSeconds())
                        .setParameter("network", MaskedNetwork.of(network))
                        .setParameter("events", outbox.isOn())
                        .getSingleResultOrNull())
                .onItem()
                .ifNotNull()
                .transform(Rotation::of);
    }

    Uni<Void> end(RefreshToken shown) {
        return database.run(connection -> connection
                        .createNativeQuery(END)
                        .setParameter("session", shown.session())
                        .setParameter("seed", shown.seed())
                        .executeUpdate())
                .replaceWithVoid();
    }
}
