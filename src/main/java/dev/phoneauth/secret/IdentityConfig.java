package dev.phoneauth.secret;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;

/** The secret of this service and its name in tokens. The secret's strength is checked at the start, in {@code startup}. */
@ConfigMapping(prefix = "phone-auth")
public interface IdentityConfig {
    /** For development only; production refuses it. */
    String LOCAL_ISSUER = "http://localhost:8000";

    /** At least 32 random bytes, from which every other key is derived. Production needs one of its own. */
    Optional<String> secret();

    /** The secret before the one in force; what it has written is still read. */
    Optional<String> secretPrevious();

    /** The {@code iss} of tokens: the address by which others reach {@code /.well-known/}. Production needs its own. */
    @WithDefault(LOCAL_ISSUER)
    @Pattern(
            regexp = "https?://[^\\s/?#]+\\S*",
            message = "must be the http or https address that clients reach this by")
    String issuer();

    /** The {@code aud} of tokens, which every service that verifies them expects. */
    @WithDefault("phone-auth")
    @NotBlank(message = "must name for whom the tokens are")
    String audience();
}
