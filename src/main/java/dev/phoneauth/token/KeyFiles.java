package dev.phoneauth.token;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.util.KeyUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;

/** Signing keys that the operator gives: each file a private key (PKCS#8) and its public key, or that alone, in PEM. */
final class KeyFiles {
    private static final String SETTING = "phone-auth.session.keys.files";
    private static final String BLOCK = "(?s)-----BEGIN %1$s KEY-----.*?-----END %1$s KEY-----";
    private static final Pattern PRIVATE = Pattern.compile(BLOCK.formatted("PRIVATE"));
    private static final Pattern PUBLIC = Pattern.compile(BLOCK.formatted("PUBLIC"));

    private KeyFiles() {}

    /**
     * The first signs, the others only verify.
     *
     * @throws ConfigurationException when a file cannot be used
     */
    static List<SigningKey> read(List<Path> files) {
        List<SigningKey> keys = IntStream.range(0, files.size())
                .mapToObj(index -> key(-index, files.get(index)))
                .toList();
        if (!keys.isEmpty() && !keys.get(0).hasPrivateKey()) {
            throw new ConfigurationException(SETTING + " must begin with a file that has a private key");
        }
        return keys;
    }

    private static SigningKey key(int generation, Path file) {
        SigningKey key = read(file);
        key.generation = generation;
        key.signsFrom = Instant.EPOCH;
        return key;
    }

    private static SigningKey read(Path file) {
        try {
            return SigningKey.of(pair(Files.readString(file)));
        } catch (IOException unreadable) {
            throw new ConfigurationException(SETTING + " names " + file + ", which cannot be read");
        } catch (IllegalArgumentException | GeneralSecurityException unusable) {
            throw new ConfigurationException(
                    SETTING + " names " + file + ", which is of no use: " + unusable.getMessage());
        }
    }

    private static PublicJsonWebKey pair(String pem) throws GeneralSecurityException {
        String publicKey = block(PUBLIC, pem)
                .orElseThrow(() ->
                        new IllegalArgumentException("it lacks the PUBLIC KEY, as `openssl pkey -pubout` prints"));
        EllipticCurveJsonWebKey pair = new EllipticCurveJsonWebKey(
                (ECPublicKey) KeyUtils.decodePublicKey(publicKey, SignatureAlgorithm.ES256));
        if (!"P-256".equals(pair.getCurveName())) {
            throw new IllegalArgumentException("it is not on the curve P-256");
        }
        Optional<String> privateKey = block(PRIVATE, pem);
        if (privateKey.isPresent()) {
            pair.setPrivateKey(KeyUtils.decodePrivateKey(privateKey.get(), SignatureAlgorithm.ES256));
        }
        return pair;
    }

    private static Optional<String> block(Pattern kind, String pem) {
        return kind.matcher(pem).results().map(MatchResult::group).findFirst();
    }
}
