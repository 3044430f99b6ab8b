package dev.phoneauth.session;

import dev.phoneauth.guard.AttemptLimits;
import dev.phoneauth.guard.Network;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.session.SessionStore.Rotation;
import dev.phoneauth.user.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Opens sessions, refreshes their tokens and ends them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9700#section-4.14">RFC 9700, section 4.14, refresh token protection</a>
 */
@ApplicationScoped
public class Sessions {
    private final SessionConfig config;
    private final SessionStore store;
    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;
    private final AttemptLimits attempts;
    private final SessionMetrics metrics;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Sessions(
            SessionConfig config,
            SessionStore store,
            AccessTokens accessTokens,
            RefreshTokens refreshTokens,
            AttemptLimits attempts,
            SessionMetrics metrics,
            Clock clock) {
        this.config = config;
        this.store = store;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.attempts = attempts;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** A new session of a user who has just proved to hold his number; fails with {@link UserGone}. */
    public Uni<Tokens> open(UUID user, Device device, Network network) {
        return store.insert(newSession(user, device, network))
                .map(session -> tokens(
                        session.userId,
                        session.createdAt,
                        new RefreshToken(session.id, session.refreshSeed, session.refreshGeneration)))
                .invoke(metrics::opened);
    }

    /**
     * The next pair of tokens; the same refresh token once more, within the grace, gets the same successor.
     *
     * @return fails with {@code invalid_refresh_token}, alike for every reason, or {@code too_many_requests}
     */
    Uni<Tokens> refresh(String token, Network network) {
        return attempts.admitProof(network)
                .map(attempt -> refreshTokens.read(token).orElseThrow(Problem.INVALID_REFRESH_TOKEN::failure))
                .chain(shown -> store.rotate(shown, network)
                        .onItem()
                        .ifNull()
                        .failWith(Problem.INVALID_REFRESH_TOKEN::failure)
                        .invoke(rotation -> refuseTheft(shown, rotation))
                        .map(rotation -> tokens(rotation.user(), rotation.openedAt(), shown.successor())))
                .invoke(metrics::refreshed);
    }

    /** Ends the session of a token of ours, however old; any other has no session to end. */
    Uni<Void> end(String token) {
        return refreshTokens
                .read(token)
                .map(store::end)
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Session newSession(UUID user, Device device, Network network) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Session session = new Session();
        session.id = Ids.next();
        session.userId = user;
        session.refreshSeed = new byte[RefreshToken.SEED_BYTES];
        random.nextBytes(session.refreshSeed);
        session.device = device.name();
        session.network = MaskedNetwork.of(network);
        session.createdAt = now;
        session.lastUsedAt = now;
        session.expiresAt = now.plus(SessionConfig.shorter(config.idleTtl(), config.maxTtl()));
        return session;
    }

    private void refuseTheft(RefreshToken shown, Rotation rotation) {
        if (rotation.theft()) {
            metrics.stolen(shown.session());
            throw Problem.INVALID_REFRESH_TOKEN.failure();
        }
    }

    private Tokens tokens(UUID user, Instant openedAt, RefreshToken refresh) {
        String access = accessTokens.sign(user, refresh.session(), openedAt, clock.instant());
        return Tokens.bearer(
                access, refreshTokens.write(refresh), config.accessTtl().toSeconds());
    }
}
