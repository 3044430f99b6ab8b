package dev.phoneauth.session;

import dev.phoneauth.store.Database;
import dev.phoneauth.user.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Opens sessions and hands out their tokens. */
@ApplicationScoped
public class Sessions {
    private static final int SEED_BYTES = 32;

    private final SessionConfig config;
    private final Database database;
    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Sessions(
            SessionConfig config,
            Database database,
            AccessTokens accessTokens,
            RefreshTokens refreshTokens,
            Clock clock) {
        this.config = config;
        this.database = database;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.clock = clock;
    }

    /** A new session of a user who has just proved to hold his number. */
    public Uni<Tokens> open(UUID user) {
        Session session = newSession(user);
        return database.run(connection -> connection.persist(session).chain(connection::flush))
                .map(done -> tokens(session));
    }

    private Session newSession(UUID user) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Session session = new Session();
        session.id = Ids.next();
        session.userId = user;
        session.refreshSeed = new byte[SEED_BYTES];
        random.nextBytes(session.refreshSeed);
        session.createdAt = now;
        session.lastUsedAt = now;
        session.expiresAt = now.plus(config.maxTtl());
        return session;
    }

    private Tokens tokens(Session session) {
        String access = accessTokens.sign(session.userId, session.id, session.createdAt, clock.instant());
        return Tokens.bearer(
                access, refreshTokens.token(session), config.accessTtl().toSeconds());
    }
}
