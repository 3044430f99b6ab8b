package dev.phoneauth.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How long a person stays signed in. */
@ConfigMapping(prefix = "phone-auth.session")
public interface SessionConfig {
    /** Services that verify tokens by themselves learn of an ended session only when its access token expires. */
    @WithDefault("10M")
    Duration accessTtl();

    /** A session that is not refreshed for that long ends. */
    @WithDefault("30D")
    Duration idleTtl();

    /** A session ends then, however often it is refreshed. */
    @WithDefault("90D")
    Duration maxTtl();

    /** A client that lost the answer may ask once more for that long; a thief is found out only after it. */
    @WithDefault("10S")
    Duration reuseGrace();

    /** A file with the ES256 key pair in PEM: a PKCS#8 private key and its public key. */
    Optional<Path> signingKeyFile();
}
