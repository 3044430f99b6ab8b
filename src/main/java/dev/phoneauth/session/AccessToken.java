package dev.phoneauth.session;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import java.util.Set;
import java.util.UUID;
import org.jose4j.jwt.JwtClaims;

/** An access token that was verified, with what every request asks of it worked out. */
final class AccessToken extends DefaultJWTCallerPrincipal {
    private final Caller caller;
    private final long expires;

    /** @param claims with {@code sub} and {@code sid} as we write them */
    AccessToken(JwtClaims claims) {
        super(AccessTokens.TYPE, claims);
        this.caller = new Caller(UUID.fromString(getSubject()), UUID.fromString(getClaim(AccessTokens.SESSION_ID)));
        this.expires = getExpirationTime();
    }

    Caller caller() {
        return caller;
    }

    /** In seconds since the epoch. */
    long expires() {
        return expires;
    }

    /** Nobody here is more than another. */
    @Override
    public Set<String> getGroups() {
        return Set.of();
    }
}
