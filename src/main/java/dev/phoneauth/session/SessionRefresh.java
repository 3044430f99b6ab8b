package dev.phoneauth.session;

import dev.phoneauth.event.Events;
import dev.phoneauth.guard.AttemptLimits;
import dev.phoneauth.guard.Network;
import dev.phoneauth.postgres.Postgres;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.session.RefreshTokens.RefreshToken;
import dev.phoneauth.store.StoreConfig;
import dev.phoneauth.token.AccessTokens;
import dev.phoneauth.token.SessionConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jboss.logging.Logger;

/** Finds refresh tokens that were copied (RFC 9700, section 4.14). */
@ApplicationScoped
class SessionRefresh {
    private static final Logger LOG = Logger.getLogger(SessionRefresh.class);

    @Inject SessionConfig config;
    @Inject StoreConfig store;
    @Inject Postgres postgres;
    @Inject Sessions sessions;
    @Inject AccessTokens accessTokens;
    @Inject RefreshTokens refreshTokens;
    @Inject AttemptLimits attempts;
    @Inject Events events;
    @Inject Clock clock;

    /** Fails with {@code invalid_refresh_token}, alike for every reason, or {@code too_many_requests}. */
    Uni<Tokens> refresh(String token, Network network) {
        return attempts.admit(network)
                .map(admitted -> refreshTokens.read(token).orElseThrow(Problem.INVALID_REFRESH_TOKEN::failure))
                .chain(shown -> find(shown).chain(session -> refresh(session, shown, network)))
                .invoke(refreshed -> Sessions.count("refreshed"));
    }

    private Uni<Session> find(RefreshToken shown) {
        return postgres.read(() -> Session.findByRefreshToken(shown.session(), shown.seed(), clock.instant()))
                .plug(Problem.INVALID_REFRESH_TOKEN::ifAbsent);
    }

    private Uni<Tokens> refresh(Session session, RefreshToken shown, Network network) {
        String access = accessTokens.sign(session.user.id, session.id, session.createdAt);
        return rotate(session, shown, network, access)
                .chain(rotated -> rotated
                        ? Uni.createFrom().item(sessions.tokens(access, shown.successor()))
                        : refuse(session, shown));
    }

    /** False also after the deadline, which passes before the client is told 503: what it may repeat has not been done. */
    private Uni<Boolean> rotate(Session session, RefreshToken shown, Network network, String access) {
        Instant now = clock.instant();
        return postgres.statement(
                        Session.ROTATE,
                        shown.session(),
                        Buffer.buffer(shown.seed()),
                        shown.generation(),
                        now,
                        graceStart(session),
                        now.plus(config.idleTtl()),
                        (double) config.maxTtl().toSeconds(),
                        network.masked(),
                        Buffer.buffer(AccessTokens.hash(access)),
                        session.readAt.plus(store.timeout()))
                .map(rows -> rows.rowCount() == 1);
    }

    private Instant graceStart(Session session) {
        return session.readAt.minus(config.reuseGrace());
    }

    /**
     * A token that is used up and beyond its grace was copied: the session ends. Otherwise the rotation was late, or the
     * session has just ended: 503, and the client asks again.
     */
    private <T> Uni<T> refuse(Session session, RefreshToken shown) {
        return postgres.transaction(() -> session.deleteIfUsedUp(shown.generation(), graceStart(session))
                        .invoke(Problem.SERVICE_UNAVAILABLE::unless)
                        .chain(() -> recordTheft(session)))
                .invoke(() -> reportTheft(session))
                .chain(() -> Uni.createFrom().failure(Problem.INVALID_REFRESH_TOKEN.failure()));
    }

    private Uni<Void> recordTheft(Session session) {
        return events.record(
                "session.stolen", Map.of("user_id", session.user.id.toString(), "session_id", session.id.toString()));
    }

    private static void reportTheft(Session session) {
        Sessions.count("stolen");
        LOG.warnf("A used refresh token was sent again, so it was probably stolen. Session %s has ended", session.id);
    }
}
