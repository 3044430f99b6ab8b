package dev.phoneauth.token;

import dev.phoneauth.problem.Problem;
import dev.phoneauth.secret.IdentityConfig;
import dev.phoneauth.token.AccessTokens.AccessToken;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.Key;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Verifies access tokens: by our keys alone, whatever keys or links to keys a token brings along.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725">RFC 8725, JWT best current practices</a>
 */
@ApplicationScoped
public class AccessTokenVerifier {
    @Inject IdentityConfig config;
    @Inject SigningKeys keys;
    @Inject Clock clock;

    /**
     * Another replica may have made the key of the token a moment ago: the keys are read again before an unknown one is
     * refused.
     *
     * @return fails with {@code not_authenticated}
     */
    public Uni<Void> verify(AccessToken token) {
        Uni<Void> known = isOfKnownKey(token.text()) ? Uni.createFrom().voidItem() : keys.reload();
        return known.invoke(() -> Problem.NOT_AUTHENTICATED.unless(isVerified(token.text())));
    }

    private boolean isOfKnownKey(String text) {
        try {
            byte[] header = Base64.getUrlDecoder().decode(text.substring(0, text.indexOf('.')));
            return keys.find(new JsonObject(Buffer.buffer(header)).getString("kid"))
                    .isPresent();
        } catch (IllegalArgumentException | DecodeException | ClassCastException malformed) {
            return true;
        }
    }

    private boolean isVerified(String text) {
        try {
            consumer().process(text);
            return isCanonical(text);
        } catch (InvalidJwtException | IllegalArgumentException refused) {
            return false;
        }
    }

    private JwtConsumer consumer() {
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(
                        ConstraintType.PERMIT, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
                .setVerificationKeyResolver((jws, nesting) -> key(jws))
                .setExpectedIssuer(true, config.issuer())
                .setExpectedAudience(true, config.audience())
                .setRequireSubject()
                .setRequireJwtId()
                .setRequireIssuedAt()
                .setRequireExpirationTime()
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .build();
    }

    private Key key(JsonWebSignature jws) throws UnresolvableKeyException {
        return Optional.ofNullable(jws.getKeyIdHeaderValue())
                .filter(id -> AccessTokens.TYPE.equals(jws.getHeader("typ")))
                .flatMap(keys::find)
                .map(key -> key.jwk.getPublicKey())
                .orElseThrow(() -> new UnresolvableKeyException("no key of ours"));
    }

    /** Whether each part is spelled as an encoder writes it; jose4j reads other spellings alike. */
    private static boolean isCanonical(String text) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return Stream.of(text.split("\\.", -1))
                .allMatch(part -> encoder.encodeToString(Base64.getUrlDecoder().decode(part))
                        .equals(part));
    }
}
