package dev.phoneauth.secret;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The one secret of the service, {@code phone-auth.secret}, from which every other is derived. When it is changed, the one
 * before it, {@code phone-auth.secret-previous}, still reads what it has written.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5869">RFC 5869, HKDF</a>
 */
@ApplicationScoped
public class MasterSecret {
    private static final byte[] SALT = "phone-auth".getBytes(StandardCharsets.UTF_8);

    /** In force, then before. */
    private final List<DerivedKey> extracted;

    MasterSecret(SecretConfig config) {
        extracted = Stream.concat(Stream.of(config.secret().orElse("")), config.secretPrevious().stream())
                .map(MasterSecret::extract)
                .toList();
    }

    /** The key for a use; HKDF-Expand with the use as {@code info}, 32 bytes long. */
    public DerivedKey key(String use) {
        return keys(use).get(0);
    }

    /** The key for a use, and then the one that the secret before gave for it, if there was one. */
    public List<DerivedKey> keys(String use) {
        return extracted.stream()
                .map(secret -> new DerivedKey(expand(secret, use)))
                .toList();
    }

    /** A seal for what is to be kept and only this service shall read. */
    public Seal seal(String use) {
        return new Seal(extracted.stream().map(secret -> expand(secret, use)).toList());
    }

    /** A short name of the secret in force, by which what an earlier one made is told apart. */
    public String id() {
        return HexFormat.of().formatHex(expand(extracted.get(0), "id"), 0, 4);
    }

    private static DerivedKey extract(String secret) {
        return new DerivedKey(new DerivedKey(SALT).hmacRaw(secret.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] expand(DerivedKey secret, String info) {
        return secret.hmacRaw((info + '\u0001').getBytes(StandardCharsets.UTF_8));
    }
}
