package dev.phoneauth.session;

import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

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
}
