package dev.phoneauth.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How long a user stays signed in, and the keys that sign access tokens, which the service makes and changes itself. */
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
    @WithDefault("30S")
    @DurationMin
    @DurationMax(minutes = 5)
    Duration reuseGrace();

    /** At least twice the lead. Rarer: more tokens depend on one key; more often: verifiers fetch more keys. */
    @WithName("keys.rotate-every")
    @WithDefault("30D")
    @DurationMax(days = 365)
    Duration keysRotateEvery();

    /** A new key is published this long before it signs. Verifiers may cache the JWKS for half of it, 5 minutes at most. */
    @WithName("keys.lead")
    @WithDefault("1H")
    @DurationMin(seconds = 1)
    @DurationMax(days = 7)
    Duration keysLead();
}
