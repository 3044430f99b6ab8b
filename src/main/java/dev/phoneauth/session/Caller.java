package dev.phoneauth.session;

import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Who asks, by a token that was verified. Whether user and session still live only the database knows: every statement
 * on behalf of a caller joins his session.
 */
public record Caller(UUID user, UUID session) {
    /** The claims {@code sub} and {@code sid}. */
    public static Caller of(JsonWebToken token) {
        return new Caller(
                UUID.fromString(token.getSubject()), UUID.fromString(token.getClaim(AccessTokens.SESSION_ID)));
    }

    /** Sets the parameters {@code session}, {@code user} and {@code now}, by which a statement finds a living session. */
    public <T> Mutiny.SelectionQuery<T> bind(Mutiny.SelectionQuery<T> statement, Clock clock) {
        return statement
                .setParameter("session", session)
                .setParameter("user", user)
                .setParameter("now", clock.instant());
    }
}
