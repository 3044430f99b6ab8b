package dev.phoneauth.secret;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The one secret of the service, {@code phone-auth.secret}, from which every other is derived.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5869">RFC 5869, HKDF</a>
 */
@ApplicationScoped
public class MasterSecret {
    private static final byte[] SALT = "phone-auth".getBytes(StandardCharsets.UTF_8);

    private final DerivedKey extracted;

    MasterSecret(@ConfigProperty(name = "phone-auth.secret") Optional<String> secret) {
        byte[] material = secret.orElse("").getBytes(StandardCharsets.UTF_8);
        extracted = new DerivedKey(new DerivedKey(SALT).hmacRaw(material));
    }

    /** The key for a use; HKDF-Expand with the use as {@code info}, 32 bytes long. */
    public DerivedKey key(String use) {
        return new DerivedKey(expand(use));
    }

    /** A short name of the secret in force, by which what an earlier one made is told apart. */
    public String id() {
        return HexFormat.of().formatHex(expand("id"), 0, 4);
    }

    private byte[] expand(String info) {
        return extracted.hmacRaw((info + '\u0001').getBytes(StandardCharsets.UTF_8));
    }
}
