package dev.phoneauth.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An attacker's workshop, of a library that has nothing to do with the service's own. */
final class ForgedTokens {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SignedJWT real;
    private final ECKey ours;

    /**
     * @param access a real token
     * @param ours the key pair it was signed with: what is forged with it is wrong in one thing alone
     */
    ForgedTokens(String access, String ours) {
        try {
            this.real = SignedJWT.parse(access);
            this.ours = ECKey.parse(ours);
        } catch (ParseException wrong) {
            throw new AssertionError(wrong);
        }
    }

    /** As the service would sign it, but for one change of the claims. */
    String claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        return sign(
                header(JWSAlgorithm.ES256).build(), change.apply(realClaims()).build(), ourSigner());
    }

    /** As the service would sign it, but for one change of the header. */
    String header(UnaryOperator<JWSHeader.Builder> change) {
        return sign(
                change.apply(header(JWSAlgorithm.ES256)).build(), realClaims().build(), ourSigner());
    }

    /** Unsigned, with {@code alg} spelled as one likes. */
    String unsigned(String algorithm) {
        String head = "{\"typ\":\"at+jwt\",\"kid\":\"%s\",\"alg\":\"%s\"}".formatted(ours.getKeyID(), algorithm);
        return BASE64.encodeToString(head.getBytes(StandardCharsets.UTF_8)) + "." + real.getParsedParts()[1] + ".";
    }

    /** Signed by HMAC, with something public as its key. */
    String hmac(byte[] publicKey) {
        try {
            return sign(header(JWSAlgorithm.HS256).build(), realClaims().build(), new MACSigner(publicKey));
        } catch (JOSEException tooShort) {
            throw new AssertionError(tooShort);
        }
    }

    /** Signed by a key of the attacker's own, which the header brings along or points to. */
    String ownKey(UnaryOperator<JWSHeader.Builder> change) {
        try {
            ECKey own = new ECKeyGenerator(Curve.P_256).keyID(ours.getKeyID()).generate();
            return sign(
                    change.apply(header(JWSAlgorithm.ES256).jwk(own.toPublicJWK()))
                            .build(),
                    realClaims().build(),
                    new ECDSASigner(own));
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
    }

    String rsa() {
        try {
            RSAKey own = new RSAKeyGenerator(2048).generate();
            return sign(header(JWSAlgorithm.RS256).build(), realClaims().build(), new RSASSASigner(own));
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
    }

    byte[] publicKey() {
        try {
            return ours.toECPublicKey().getEncoded();
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
    }

    byte[] publicJwk() {
        return ours.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
    }

    /** The real claims under the real signature, one of them changed. */
    String edited() {
        Map<String, Object> claims = realClaims()
                .claim("sub", "00000000-0000-7000-8000-000000000000")
                .build()
                .toJSONObject();
        String payload = new com.nimbusds.jose.Payload(claims).toBase64URL().toString();
        return real.getParsedParts()[0] + "." + payload + "." + real.getParsedParts()[2];
    }

    static Date secondsFromNow(long seconds) {
        return Date.from(new java.util.Date().toInstant().plusSeconds(seconds));
    }

    private JWTClaimsSet.Builder realClaims() {
        try {
            return new JWTClaimsSet.Builder(real.getJWTClaimsSet());
        } catch (ParseException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private JWSHeader.Builder header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(ours.getKeyID());
    }

    private JWSSigner ourSigner() {
        try {
            return new ECDSASigner(ours);
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String sign(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
        try {
            SignedJWT forged = new SignedJWT(header, claims);
            forged.sign(signer);
            return forged.serialize();
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
