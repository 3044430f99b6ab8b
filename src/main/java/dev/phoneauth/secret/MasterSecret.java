package dev.phoneauth.secret;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The secret {@code phone-auth.secret}, from which all keys are derived (HKDF, RFC 5869). After it is replaced, data
 * written with the former one, {@code phone-auth.secret-previous}, can still be read.
 */
@ApplicationScoped
public class MasterSecret {
    private static final byte[] SALT = "phone-auth".getBytes(StandardCharsets.UTF_8);

    /** The current one, then the previous one. */
    private final List<Hmac> extracted;

    MasterSecret(IdentityConfig config) {
        extracted = Stream.concat(Stream.of(config.secret().orElse("")), config.secretPrevious().stream())
                .map(secret -> Hmac.sha256(Hmac.sha256(SALT).of(secret)))
                .toList();
    }

    /** The key for a purpose: HKDF-Expand with the purpose as {@code info}, 32 bytes. */
    public Hmac key(String purpose) {
        return keys(purpose).get(0);
    }

    /** The key for a purpose, then the one of the previous secret, if any. */
    public List<Hmac> keys(String purpose) {
        return extracted.stream()
                .map(secret -> Hmac.sha256(expand(secret, purpose)))
                .toList();
    }

    public Seal seal(String purpose) {
        return new Seal(
                extracted.stream().map(secret -> expand(secret, purpose)).toList());
    }

    /** Identifies the current secret, so that data of another one is recognised. */
    public String id() {
        return HexFormat.of().formatHex(expand(extracted.get(0), "id"), 0, 4);
    }

    private static byte[] expand(Hmac secret, String info) {
        return secret.of(info + '\u0001');
    }
}
