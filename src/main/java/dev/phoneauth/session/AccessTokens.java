package dev.phoneauth.session;

import io.smallrye.jwt.build.Jwt;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Signs access tokens. There is nothing in them that tells whose they are.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068">RFC 9068, JWT profile for access tokens</a>
 */
@ApplicationScoped
class AccessTokens {
    static final String TYPE = "at+jwt";
    static final String SESSION_ID = "sid";

    private final SessionConfig config;
    private final SigningKeys keys;
    private final String issuer;
    private final String audience;

    AccessTokens(
            SessionConfig config,
            SigningKeys keys,
            @ConfigProperty(name = "phone-auth.issuer") String issuer,
            @ConfigProperty(name = "phone-auth.audience") String audience) {
        this.config = config;
        this.keys = keys;
        this.issuer = issuer;
        this.audience = audience;
    }

    /** @param authenticatedAt when a code was last proved in this session */
    String sign(UUID user, UUID session, Instant authenticatedAt, Instant now) {
        SigningKey key = keys.signer();
        return Jwt.issuer(issuer)
                .subject(user.toString())
                .audience(audience)
                .issuedAt(now)
                .expiresAt(now.plus(config.accessTtl()))
                .claim(SESSION_ID, session.toString())
                .claim("auth_time", authenticatedAt.getEpochSecond())
                .jws()
                .algorithm(key.algorithm().signature())
                .keyId(key.id())
                .header("typ", TYPE)
                .sign(key.privateKey().orElseThrow());
    }
}
