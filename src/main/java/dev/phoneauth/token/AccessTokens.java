package dev.phoneauth.token;

import dev.phoneauth.postgres.Ids;
import dev.phoneauth.secret.IdentityConfig;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jose4j.lang.HashUtil;

/**
 * Signs and reads access tokens. They hold no personal data.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068">RFC 9068, JWT profile for access tokens</a>
 */
@ApplicationScoped
public class AccessTokens {
    static final String TYPE = "at+jwt";

    private static final String SESSION_ID = "sid";

    @Inject IdentityConfig config;
    @Inject SessionConfig sessions;
    @Inject SigningKeys keys;
    @Inject Clock clock;

    /**
     * An access token as a client sends it: decoded, its signature not verified.
     *
     * @param user the claim {@code sub}
     * @param session the claim {@code sid}
     */
    public record AccessToken(String text, UUID user, UUID session) {
        public boolean hasHash(byte[] hash) {
            return MessageDigest.isEqual(hash(text), hash);
        }

        /** Without the token, so that no log has it. */
        @Override
        public String toString() {
            return "AccessToken[…]";
        }
    }

    /** SHA-256 of a token. */
    public static byte[] hash(String token) {
        return HashUtil.getMessageDigest(HashUtil.SHA_256).digest(token.getBytes(StandardCharsets.UTF_8));
    }

    /** @param authenticatedAt when the code that opened the session was redeemed */
    public String sign(UUID user, UUID session, Instant authenticatedAt) {
        SigningKey key = keys.signer().orElseThrow(() -> new IllegalStateException("no key to sign with"));
        Instant now = clock.instant();
        return Jwt.issuer(config.issuer())
                .subject(user.toString())
                .audience(config.audience())
                .issuedAt(now)
                .expiresAt(now.plus(sessions.accessTtl()))
                .claim(SESSION_ID, session.toString())
                .claim("auth_time", authenticatedAt.getEpochSecond())
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .keyId(key.kid)
                .header("typ", TYPE)
                .sign(key.jwk.getPrivateKey());
    }

    /** Reads a token and does not verify its signature; empty unless it is of our issuer and has not expired. */
    public Optional<AccessToken> read(String text) {
        try {
            String[] parts = text.split("\\.", -1);
            return parts.length == 3 ? read(text, claims(parts[1])) : Optional.empty();
        } catch (IllegalArgumentException | DecodeException | ClassCastException malformed) {
            return Optional.empty();
        }
    }

    private Optional<AccessToken> read(String text, JsonObject claims) {
        boolean good = config.issuer().equals(claims.getString("iss"))
                && claims.getValue("exp") instanceof Number expires
                && expires.longValue() > clock.instant().getEpochSecond();
        Optional<UUID> user = Ids.parse(claims.getString("sub")).filter(id -> good);
        Optional<UUID> session = Ids.parse(claims.getString(SESSION_ID));
        return user.flatMap(sub -> session.map(sid -> new AccessToken(text, sub, sid)));
    }

    private static JsonObject claims(String part) {
        return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(part)));
    }
}
