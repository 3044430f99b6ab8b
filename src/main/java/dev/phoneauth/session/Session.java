package dev.phoneauth.session;

import dev.phoneauth.problem.Problem;
import dev.phoneauth.user.User;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.Formula;

/** One sign-in on one device. It ends when its row is deleted or at {@code expiresAt}, which a refresh puts off. */
@Entity
@Table(name = "sessions")
public class Session extends PanacheEntityBase {
    /**
     * Moves a session on by its newest refresh token, or by one that a row restored from a backup does not know yet. An older
     * one is a repetition until its grace ends, and gets the successor that it got before. Native, as one statement decides
     * among many at once. It locks the row before it compares the time: a statement that waited too long changes nothing.
     *
     * <p>Parameters: {@code $1} session, {@code $2} seed, {@code $3} generation, {@code $4} now, {@code $6} end when idle,
     * {@code $7} longest life in seconds, {@code $8} network, {@code $9} access hash; by the clock of the database: {@code $5}
     * start of the grace, {@code $10} deadline.
     */
    static final String ROTATE = """
            update sessions set
                refreshed_at = case when refresh_generation <= $3 then clock_timestamp() else refreshed_at end,
                earlier_refreshes = case
                    when refresh_generation < $3 then '{}'
                    when refresh_generation > $3 then earlier_refreshes
                    else array(select t from unnest(refreshed_at || earlier_refreshes) t where t >= $5) end,
                refresh_generation = greatest(refresh_generation, $3 + 1),
                last_used_at = $4,
                expires_at = least($6, created_at + make_interval(secs => $7)),
                network = $8,
                access_hash = $9
            where id = (select id from sessions where id = $1 for update)
              and refresh_seed = $2 and expires_at > $4 and clock_timestamp() < $10
              and (refresh_generation <= $3
                   or (refreshed_at || earlier_refreshes)[refresh_generation - $3] >= $5)""";

    /** Native for the array: ends a session by a token that is used up, and whose grace was over. */
    private static final String DELETE_STOLEN = """
            delete from sessions where id = ?1 and refresh_generation > ?2
              and coalesce((refreshed_at || earlier_refreshes)[refresh_generation - ?2] < ?3, true)""";

    private static final String LIVING = "from Session s join fetch s.user where s.expiresAt > ?1 ";

    @Id
    public UUID id;

    @ManyToOne(fetch = FetchType.LAZY)
    public User user;

    public byte[] refreshSeed;
    public int refreshGeneration;
    /** SHA-256 of the access token that the session was given last; null in rows of an older release. */
    public byte[] accessHash;

    public String device;
    public String network;
    public Instant createdAt;
    public Instant lastUsedAt;
    public Instant expiresAt;

    /** When it was read, by the clock of the database, which all replicas share. */
    @Formula("clock_timestamp()")
    public Instant readAt;

    /** A living session, with its user; null if it has ended. */
    static Uni<Session> findLiving(UUID id, Instant now) {
        return find(LIVING + "and s.id = ?2", now, id).firstResult();
    }

    static Uni<Session> findByAccessToken(UUID id, UUID user, Instant now) {
        return find(LIVING + "and s.id = ?2 and s.user.id = ?3", now, id, user).firstResult();
    }

    /** The living session of a refresh token, however old that is, with its user; null if it has ended. */
    static Uni<Session> findByRefreshToken(UUID id, byte[] seed, Instant now) {
        return find(LIVING + "and s.id = ?2 and s.refreshSeed = ?3", now, id, seed)
                .firstResult();
    }

    static Uni<List<Session>> listOf(User user, Instant now) {
        return list(LIVING + "and s.user = ?2 order by s.lastUsedAt desc, s.id desc", now, user);
    }

    /** Ends a living session of the user; false if the user has none with the id. */
    static Uni<Boolean> deleteOf(User user, UUID id, Instant now) {
        return delete("expiresAt > ?1 and user = ?2 and id = ?3", now, user, id).map(deleted -> deleted == 1);
    }

    /** Ends this session if a refresh token of that generation was used up before; false if not, or the session has ended. */
    Uni<Boolean> deleteIfUsedUp(int generation, Instant before) {
        return getSession()
                .map(open -> open.createNativeQuery(DELETE_STOLEN))
                .map(delete ->
                        delete.setParameter(1, id).setParameter(2, generation).setParameter(3, before))
                .chain(delete -> delete.executeUpdate())
                .map(deleted -> deleted == 1);
    }

    static Uni<Long> deleteByRefreshToken(UUID id, byte[] seed) {
        return delete("id = ?1 and refreshSeed = ?2", id, seed);
    }

    public Uni<Long> deleteOthers() {
        return delete("user = ?1 and id <> ?2", user, id);
    }

    /** Fails with {@code recent_sign_in_required} unless it was opened by a code within 15 minutes. */
    public void requireRecent(Instant now) {
        Problem.RECENT_SIGN_IN_REQUIRED.unless(createdAt.isAfter(now.minus(Duration.ofMinutes(15))));
    }
}
