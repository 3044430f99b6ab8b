package dev.phoneauth.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Pattern;

/** Who issues access tokens, and for whom. */
@ConfigMapping(prefix = "phone-auth")
public interface TokenConfig {
    /** The {@code iss} of tokens: the address by which others reach {@code /.well-known/}. */
    @WithDefault("http://localhost:8000")
    @Pattern(
            regexp = "https?://[^\\s/?#]+\\S*",
            message = "must be the http or https address that clients reach this by")
    String issuer();

    /** The {@code aud} of tokens, which every service that verifies them expects. */
    @WithDefault("phone-auth")
    @Pattern(regexp = ".*\\S.*", message = "must name for whom the tokens are")
    String audience();
}
