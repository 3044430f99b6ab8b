package dev.phoneauth.token;

import dev.phoneauth.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.Key;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
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
    private static final String[] ALGORITHMS =
            Stream.of(Algorithm.values()).map(Algorithm::name).toArray(String[]::new);

    @Inject SigningKeys keys;
    @Inject Clock clock;

    @ConfigProperty(name = "phone-auth.issuer")
    String issuer;

    @ConfigProperty(name = "phone-auth.audience")
    String audience;

    /** A token names a key that this process does not know: another replica may have made it a moment ago. */
    public static class UnknownKey extends RuntimeException {
        UnknownKey() {
            super("no such key", null, false, false);
        }
    }

    /** Fails with {@code not_authenticated}, or with {@link UnknownKey}: then {@link #readKeys} may help. */
    public void verify(AccessToken token) {
        if (!isVerified(token.text())) {
            throw Problem.NOT_AUTHENTICATED.failure();
        }
    }

    /** Reads the keys that other replicas made, and ends on the context of the caller. */
    public Uni<Void> readKeys() {
        Context context = Vertx.currentContext();
        return keys.reloadSoon().emitOn(rest -> context.runOnContext(back -> rest.run()));
    }

    private boolean isVerified(String text) {
        try {
            consumer().process(text);
            return isCanonical(text);
        } catch (InvalidJwtException refused) {
            if (refused.getCause() instanceof UnknownKey unknown) {
                throw unknown;
            }
            return false;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private JwtConsumer consumer() {
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(ConstraintType.PERMIT, ALGORITHMS)
                .setVerificationKeyResolver((jws, nesting) -> key(jws))
                .setExpectedIssuer(true, issuer)
                .setExpectedAudience(true, audience)
                .setRequireSubject()
                .setRequireJwtId()
                .setRequireIssuedAt()
                .setRequireExpirationTime()
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .build();
    }

    /** The key that the token names, for the one algorithm that the key is for. */
    private Key key(JsonWebSignature jws) throws UnresolvableKeyException {
        return Optional.ofNullable(jws.getKeyIdHeaderValue())
                .filter(id -> AccessTokens.TYPE.equals(jws.getHeader("typ")))
                .map(this::known)
                .filter(key -> key.algorithm().name().equals(jws.getAlgorithmHeaderValue()))
                .map(key -> key.jwk.getPublicKey())
                .orElseThrow(() -> new UnresolvableKeyException("no key of ours"));
    }

    private SigningKey known(String id) {
        return keys.find(id).orElseThrow(UnknownKey::new);
    }

    /** Whether each part is spelled as an encoder writes it; jose4j reads other spellings alike. */
    private static boolean isCanonical(String text) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return Stream.of(text.split("\\.", -1))
                .allMatch(part -> encoder.encodeToString(Base64.getUrlDecoder().decode(part))
                        .equals(part));
    }
}
