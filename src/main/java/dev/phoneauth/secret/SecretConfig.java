package dev.phoneauth.secret;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The master secret; its strength is checked at the start, in {@code startup}. */
@ConfigMapping(prefix = "phone-auth")
public interface SecretConfig {
    /** At least 32 random bytes, from which every other key is derived. Production needs one of its own. */
    Optional<String> secret();

    /** The secret before the one in force; what it has written is still read. */
    Optional<String> secretPrevious();
}
