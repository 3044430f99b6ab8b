package dev.phoneauth.session;

import java.security.Key;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.HashUtil;
import org.jose4j.lang.JoseException;

/**
 * A key pair that access tokens are signed and verified with.
 *
 * @param generation counts the pairs made; 0 of one that was given as a file
 * @param jwk with a private key only where this process may sign
 * @param retiresAt when its last token is dead, and nobody verifies with it any more; null while that is not known
 */
record SigningKey(int generation, PublicJsonWebKey jwk, Algorithm algorithm, Instant signsFrom, Instant retiresAt) {
    static SigningKey of(int generation, PublicJsonWebKey jwk, Instant signsFrom, Instant retiresAt) {
        return new SigningKey(generation, jwk, Algorithm.of(jwk), signsFrom, retiresAt);
    }

    /** A pair as a JWK, named by its thumbprint (RFC 7638). */
    static PublicJsonWebKey jwk(KeyPair pair) {
        try {
            PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk((Key) pair.getPublic());
            jwk.setPrivateKey(pair.getPrivate());
            return named(jwk);
        } catch (JoseException unknownType) {
            throw new IllegalArgumentException(unknownType.getMessage());
        }
    }

    static PublicJsonWebKey jwk(String json) {
        try {
            return named(PublicJsonWebKey.Factory.newPublicJwk(json));
        } catch (JoseException malformed) {
            throw new IllegalArgumentException("not a JWK");
        }
    }

    private static PublicJsonWebKey named(PublicJsonWebKey jwk) {
        if (jwk.getKeyId() == null) {
            jwk.setKeyId(jwk.calculateBase64urlEncodedThumbprint(HashUtil.SHA_256));
        }
        jwk.setUse("sig");
        jwk.setAlgorithm(Algorithm.of(jwk).name());
        return jwk;
    }

    /** {@code kid}. */
    String id() {
        return jwk.getKeyId();
    }

    PublicKey publicKey() {
        return jwk.getPublicKey();
    }

    Optional<PrivateKey> privateKey() {
        return Optional.ofNullable(jwk.getPrivateKey());
    }

    boolean isPublishedAt(Instant now) {
        return retiresAt == null || retiresAt.isAfter(now);
    }

    boolean maySignAt(Instant now) {
        return jwk.getPrivateKey() != null && !signsFrom.isAfter(now);
    }

    /** As it stands in the JWKS. */
    Map<String, Object> published() {
        return jwk.toParams(OutputControlLevel.PUBLIC_ONLY);
    }

    /** Without the private key: it is in no log. */
    @Override
    public String toString() {
        return "SigningKey[" + id() + "]";
    }
}
