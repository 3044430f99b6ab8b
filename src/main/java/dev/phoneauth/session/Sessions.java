package dev.phoneauth.session;

import dev.phoneauth.guard.Network;
import dev.phoneauth.postgres.Postgres;
import dev.phoneauth.secret.Bytes;
import dev.phoneauth.session.RefreshTokens.RefreshToken;
import dev.phoneauth.token.AccessTokens;
import dev.phoneauth.token.SessionConfig;
import dev.phoneauth.user.User;
import io.micrometer.core.instrument.Metrics;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
public class Sessions {
    /** A session, and the tokens for it. */
    public record OpenSession(Session session, Tokens tokens) {}

    @Inject SessionConfig config;
    @Inject Postgres postgres;
    @Inject AccessTokens accessTokens;
    @Inject RefreshTokens refreshTokens;
    @Inject Clock clock;

    /** Opens a session for a user who has just proved to hold their number; in a running transaction. */
    public Uni<OpenSession> open(UUID id, User user, String device, Network network, Instant now) {
        Session session = newSession(id, user, device, network, now);
        OpenSession opened = opened(session);
        return session.persist().replaceWith(opened);
    }

    /** The refresh token of a session and a new access token; in a running transaction. Null if the session has ended. */
    public Uni<OpenSession> repeat(UUID id) {
        return Session.findLiving(id, clock.instant()).onItem().ifNotNull().transform(this::opened);
    }

    private OpenSession opened(Session session) {
        String access = accessTokens.sign(session.user.id, session.id, session.createdAt);
        session.accessHash = AccessTokens.hash(access);
        return new OpenSession(
                session, tokens(access, new RefreshToken(session.id, session.refreshSeed, session.refreshGeneration)));
    }

    /** @param event such as {@code opened}, once that is committed */
    public static void count(String event) {
        Metrics.counter("phone_auth.sessions", "event", event).increment();
    }

    /** Ends the session of a token of ours, however old; any other has no session to end. */
    Uni<Void> end(String token) {
        return refreshTokens
                .read(token)
                .map(shown -> postgres.transaction(() -> Session.deleteByRefreshToken(shown.session(), shown.seed())))
                .orElseGet(() -> Uni.createFrom().nullItem())
                .replaceWithVoid();
    }

    private Session newSession(UUID id, User user, String device, Network network, Instant now) {
        Session session = new Session();
        session.id = id;
        session.user = user;
        session.refreshSeed = Bytes.random(RefreshTokens.SEED_BYTES);
        session.device = device;
        session.network = network.masked();
        session.createdAt = now;
        session.lastUsedAt = now;
        session.expiresAt = now.plus(Collections.min(List.of(config.idleTtl(), config.maxTtl())));
        return session;
    }

    Tokens tokens(String access, RefreshToken refresh) {
        return new Tokens(
                access,
                refreshTokens.write(refresh),
                "Bearer",
                config.accessTtl().toSeconds());
    }
}
