package dev.phoneauth.token;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import org.jose4j.jwk.PublicJsonWebKey;

/** What tokens are signed with, by its name in a JWT; each of about 128 bits of strength (ASVS 11.2.3). */
public enum Algorithm {
    ES256("EC", new ECGenParameterSpec("secp256r1")),
    RS256("RSA", new RSAKeyGenParameterSpec(3072, RSAKeyGenParameterSpec.F4)),
    EdDSA("Ed25519", NamedParameterSpec.ED25519);

    private static final int P256_BITS = 256;
    private static final int LEAST_RSA_BITS = 2048;

    private final String keyType;
    private final AlgorithmParameterSpec keySpec;

    Algorithm(String keyType, AlgorithmParameterSpec keySpec) {
        this.keyType = keyType;
        this.keySpec = keySpec;
    }

    SignatureAlgorithm signature() {
        return SignatureAlgorithm.fromAlgorithm(name());
    }

    /** Takes up to a second for RSA: not for an event loop. */
    KeyPair newKeyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(keyType);
            generator.initialize(keySpec);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The one algorithm that a key is for: a key never serves two. */
    static Algorithm of(PublicJsonWebKey key) {
        if (key.getPublicKey() instanceof ECKey ec
                && ec.getParams().getCurve().getField().getFieldSize() == P256_BITS) {
            return ES256;
        }
        if (key.getPublicKey() instanceof RSAKey rsa && rsa.getModulus().bitLength() >= LEAST_RSA_BITS) {
            return RS256;
        }
        if (key.getPublicKey().getAlgorithm().startsWith("Ed")) {
            return EdDSA;
        }
        throw new IllegalArgumentException("neither EC P-256 nor RSA of 2048 bits or more nor Ed25519");
    }
}
