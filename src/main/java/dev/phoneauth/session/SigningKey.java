package dev.phoneauth.session;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.jwt.util.KeyUtils;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.regex.Pattern;

/** The ES256 key pair that access tokens are signed and verified with. */
@ApplicationScoped
public class SigningKey {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (PRIVATE|PUBLIC) KEY-----.*?-----END \\1 KEY-----", Pattern.DOTALL);

    private final KeyPair pair;
    private final String id;

    SigningKey(SessionConfig config) {
        pair = config.signingKeyFile().map(SigningKey::read).orElseGet(SigningKey::generate);
        id = thumbprint(pair);
    }

    KeyPair pair() {
        return pair;
    }

    /** {@code kid}. */
    String id() {
        return id;
    }

    private static KeyPair read(Path file) {
        try {
            String pem = Files.readString(file);
            return new KeyPair(
                    KeyUtils.decodePublicKey(block(pem, "PUBLIC"), io.smallrye.jwt.algorithm.SignatureAlgorithm.ES256),
                    KeyUtils.decodePrivateKey(
                            block(pem, "PRIVATE"), io.smallrye.jwt.algorithm.SignatureAlgorithm.ES256));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unusable) {
            throw new ConfigurationException(
                    "phone-auth.session.signing-key-file (PHONE_AUTH_SESSION_SIGNING_KEY_FILE): " + file
                            + " does not hold a P-256 key pair in PEM, a PRIVATE KEY (PKCS#8) and its PUBLIC KEY");
        }
    }

    private static String block(String pem, String kind) {
        return PEM.matcher(pem)
                .results()
                .filter(match -> match.group(1).equals(kind))
                .map(match -> match.group())
                .findFirst()
                .orElseThrow(IllegalArgumentException::new);
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String thumbprint(KeyPair pair) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(pair.getPublic().getEncoded());
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(digest)
                    .substring(0, 16);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
