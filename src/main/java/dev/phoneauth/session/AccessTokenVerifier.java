package dev.phoneauth.session;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.security.Key;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
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
    private static final Set<String> REQUIRED = Set.of("sub", "aud", "iat", "jti", AccessTokens.SESSION_ID);

    private final Parser parser;
    private final JWTAuthContextInfo expected;

    AccessTokenVerifier(
            SigningKey key,
            @ConfigProperty(name = "phone-auth.issuer") String issuer,
            @ConfigProperty(name = "phone-auth.audience") String audience) {
        parser = new Parser(key);
        expected = new JWTAuthContextInfo();
        expected.setIssuedBy(issuer);
        expected.setExpectedAudience(Set.of(audience));
        expected.setRequiredClaims(REQUIRED);
        expected.setSignatureAlgorithm(Set.of(SignatureAlgorithm.ES256));
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo ignored) throws ParseException {
        return new DefaultJWTCallerPrincipal(
                AccessTokens.TYPE, parser.parse(token, expected).getJwtClaims());
    }

    private static final class Parser extends DefaultJWTTokenParser implements VerificationKeyResolver {
        private final SigningKey key;

        Parser(SigningKey key) {
            this.key = key;
        }

        @Override
        protected VerificationKeyResolver getVerificationKeyResolver(JWTAuthContextInfo info) {
            return this;
        }

        @Override
        public Key resolveKey(JsonWebSignature jws, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
            if (!AccessTokens.TYPE.equals(jws.getHeader("typ")) || !key.id().equals(jws.getKeyIdHeaderValue())) {
                throw new UnresolvableKeyException("not an access token of ours");
            }
            return key.pair().getPublic();
        }
    }
}
