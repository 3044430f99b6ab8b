package dev.phoneauth.token;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jose4j.jwk.PublicJsonWebKey;

/** Signing keys that the operator gives: each file a JWK, or a private key (PKCS#8) and its public key in PEM. */
@ApplicationScoped
class KeyFiles {
    private static final String SETTING = "phone-auth.session.keys.files";
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (PRIVATE|PUBLIC) KEY-----(.*?)-----END \\1 KEY-----", Pattern.DOTALL);

    private static final List<String> KEY_TYPES = List.of("EC", "RSA", "Ed25519");

    private final List<Path> files;

    KeyFiles(SessionConfig config) {
        files = config.keys().files().orElse(List.of());
    }

    /** Refuses the start before anything uses the keys; fails as {@link #read}. */
    void check(@Observes @Priority(10) StartupEvent start) {
        read();
    }

    /**
     * The first signs, the others only verify. Empty when none is given.
     *
     * @throws ConfigurationException when a file cannot be used
     */
    List<SigningKey> read() {
        List<SigningKey> keys = IntStream.range(0, files.size())
                .mapToObj(index -> key(-index, read(files.get(index))))
                .toList();
        if (!keys.isEmpty() && !keys.get(0).hasPrivateKey()) {
            throw new ConfigurationException(SETTING + " must begin with a file that has a private key");
        }
        return keys;
    }

    private static SigningKey key(int generation, PublicJsonWebKey jwk) {
        SigningKey key = new SigningKey();
        key.generation = generation;
        key.signsFrom = Instant.EPOCH;
        return key.with(jwk);
    }

    private static PublicJsonWebKey read(Path file) {
        try {
            String text = Files.readString(file);
            return text.contains("-----BEGIN") ? SigningKey.jwk(pair(text)) : SigningKey.jwk(text);
        } catch (IOException unreadable) {
            throw new ConfigurationException(SETTING + " names " + file + ", which cannot be read");
        } catch (IllegalArgumentException unusable) {
            throw new ConfigurationException(
                    SETTING + " names " + file + ", which is of no use: " + unusable.getMessage());
        }
    }

    private static KeyPair pair(String pem) {
        byte[] publicKey = block(pem, "PUBLIC")
                .orElseThrow(() ->
                        new IllegalArgumentException("it lacks the PUBLIC KEY, as `openssl pkey -pubout` prints"));
        return KEY_TYPES.stream()
                .map(type -> pair(type, publicKey, block(pem, "PRIVATE")))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("neither an EC nor an RSA nor an Ed25519 key pair in PEM"));
    }

    /** Empty if it is not of this type. */
    private static Optional<KeyPair> pair(String type, byte[] publicKey, Optional<byte[]> privateKey) {
        try {
            KeyFactory factory = KeyFactory.getInstance(type);
            return Optional.of(new KeyPair(
                    factory.generatePublic(new X509EncodedKeySpec(publicKey)),
                    privateKey.isEmpty() ? null : factory.generatePrivate(new PKCS8EncodedKeySpec(privateKey.get()))));
        } catch (GeneralSecurityException another) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> block(String pem, String kind) {
        return PEM.matcher(pem)
                .results()
                .filter(match -> match.group(1).equals(kind))
                .map(match -> Base64.getMimeDecoder().decode(match.group(2)))
                .findFirst();
    }
}
