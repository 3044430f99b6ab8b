package dev.phoneauth.session;

import dev.phoneauth.user.Ids;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.security.Key;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Verifies access tokens: by our keys alone, whatever keys or links to keys a token brings along.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725">RFC 8725, JWT best current practices</a>
 */
@Alternative
@Priority(1)
@ApplicationScoped
class AccessTokenVerifier extends JWTCallerPrincipalFactory {
    /** Ours have some 600 characters; no work is spent on what is much longer. */
    private static final int LONGEST = 4096;

    private static final String[] ALGORITHMS =
            Stream.of(Algorithm.values()).map(Algorithm::name).toArray(String[]::new);

    private final SigningKeys keys;
    private final VerifiedTokens verified;
    private final Clock clock;
    private final String issuer;
    private final String audience;

    AccessTokenVerifier(
            SigningKeys keys,
            VerifiedTokens verified,
            Clock clock,
            @ConfigProperty(name = "phone-auth.issuer") String issuer,
            @ConfigProperty(name = "phone-auth.audience") String audience) {
        this.keys = keys;
        this.verified = verified;
        this.clock = clock;
        this.issuer = issuer;
        this.audience = audience;
    }

    @Override
    public JWTCallerPrincipal parse(String text, JWTAuthContextInfo ignored) throws ParseException {
        if (text.length() > LONGEST) {
            throw new ParseException("too long for an access token of ours");
        }
        Optional<AccessToken> known = verified.find(text);
        return known.isPresent() ? known.get() : verify(text);
    }

    private AccessToken verify(String text) throws ParseException {
        try {
            JwtContext jwt = process(text);
            AccessToken token = new AccessToken(jwt.getJwtClaims());
            verified.put(text, jwt.getJoseObjects().get(0).getKeyIdHeaderValue(), token);
            return token;
        } catch (InvalidJwtException refused) {
            throw new ParseException("not an access token of ours", refused);
        }
    }

    private JwtContext process(String token) throws InvalidJwtException {
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(ConstraintType.PERMIT, ALGORITHMS)
                .setVerificationKeyResolver((jws, nesting) -> key(jws))
                .setExpectedIssuer(true, issuer)
                .setExpectedAudience(true, audience)
                .setRequireSubject()
                .setRequireJwtId()
                .setRequireIssuedAt()
                .setRequireExpirationTime()
                .registerValidator(AccessTokenVerifier::faultOfIds)
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .build()
                .process(token);
    }

    /** Null when {@link AccessToken} can read who asks. */
    private static String faultOfIds(JwtContext jwt) throws MalformedClaimException {
        String user = jwt.getJwtClaims().getSubject();
        String session = jwt.getJwtClaims().getStringClaimValue(AccessTokens.SESSION_ID);
        boolean named = session != null
                && Ids.parse(user).isPresent()
                && Ids.parse(session).isPresent();
        return named ? null : "user and session are not named by their ids";
    }

    /** The key that the token names, for the one algorithm that the key is for. */
    private Key key(JsonWebSignature jws) throws UnresolvableKeyException {
        return Optional.ofNullable(jws.getKeyIdHeaderValue())
                .filter(id -> AccessTokens.TYPE.equals(jws.getHeader("typ")))
                .flatMap(keys::find)
                .filter(key -> key.algorithm().name().equals(jws.getAlgorithmHeaderValue()))
                .map(SigningKey::publicKey)
                .orElseThrow(() -> new UnresolvableKeyException("no key of ours"));
    }
}
