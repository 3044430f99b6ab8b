package dev.phoneauth.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How long a user stays signed in. */
@ConfigMapping(prefix = "phone-auth.session")
public interface SessionConfig {
    /** Life of an access token. Services that verify tokens offline notice an ended session only when its token expires. */
    @WithDefault("10M")
    @DurationMin(seconds = 10)
    @DurationMax(hours = 24)
    Duration accessTtl();

    /** A session that is not refreshed for this long ends. From the life of an access token to {@code max-ttl}. */
    @WithDefault("30D")
    Duration idleTtl();

    /** A session ends after this long, however often it is refreshed. */
    @WithDefault("90D")
    @DurationMax(days = 3650)
    Duration maxTtl();

    /** How long a used refresh token gets the same successor again, for clients that lost the answer. Theft shows only later. */
    @WithDefault("10S")
    @DurationMin
    @DurationMax(minutes = 1)
    Duration reuseGrace();

    Keys keys();

    /** The keys that sign access tokens; the service makes, keeps and changes them itself. */
    interface Keys {
        /** At least twice the lead. Rarer: more tokens depend on one key; more often: verifiers fetch more keys. */
        @WithDefault("30D")
        @DurationMax(days = 365)
        Duration rotateEvery();

        /** A new key is published this long before it signs. Verifiers may cache the JWKS for half of it, 5 minutes at most. */
        @WithDefault("1H")
        @DurationMin(seconds = 1)
        @DurationMax(days = 7)
        Duration lead();

        /**
         * Key pairs of the operator, used instead of keys made here: each file is a private key (PKCS#8) and its public
         * key in PEM, on the curve P-256. The first signs, the others only verify.
         */
        Optional<List<Path>> files();

        /** How long others may keep the JWKS. */
        default Duration maxAge() {
            return Collections.min(List.of(Duration.ofMinutes(5), lead().dividedBy(2)));
        }
    }
}
