package dev.phoneauth.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    Keys keys();

    /** The keys that access tokens are signed with; made, kept and changed by the service itself. */
    interface Keys {
        /** Another one is taken up by the next key, with the same overlap as any change of keys. */
        @WithDefault("ES256")
        Algorithm algorithm();

        /** The less often, the more tokens hang on one key; the more often, the more keys others have to fetch. */
        @WithDefault("30D")
        Duration rotateEvery();

        /** A new key is published that long before it signs: what others keep of the JWKS must be younger. */
        @WithDefault("1H")
        Duration lead();

        /**
         * Key pairs of your own, and then none is made here: each file a JWK, or a private key (PKCS#8) and its public key
         * in PEM. The first signs, the others only verify.
         */
        Optional<List<Path>> files();

        /** How long others may keep the JWKS. */
        default Duration maxAge() {
            return shorter(Duration.ofMinutes(5), lead().dividedBy(2));
        }
    }

    /** The one that ends first. */
    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
