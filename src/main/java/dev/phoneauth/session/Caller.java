package dev.phoneauth.session;

import io.quarkus.security.identity.SecurityIdentity;
import java.util.UUID;

/**
 * Who asks, by a token that was verified. Whether user and session still live only the database knows: every statement
 * on behalf of a caller joins his session.
 */
public record Caller(UUID user, UUID session) {
    /** The claims {@code sub} and {@code sid} of the access token. */
    public static Caller of(SecurityIdentity identity) {
        return ((AccessToken) identity.getPrincipal()).caller();
    }
}
