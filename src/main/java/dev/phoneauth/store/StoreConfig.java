package dev.phoneauth.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How requests use PostgreSQL and Redis. */
@ConfigMapping(prefix = "phone-auth.store")
public interface StoreConfig {
    /** After it a silent store is a 503. Longer: a stopped store is noticed late; shorter: a slow store counts as stopped. */
    @WithDefault("800ms")
    @DurationMin(millis = 50)
    @DurationMax(seconds = 5)
    Duration timeout();

    /**
     * The schema of the tables; a migration creates it. Without it they are in that of the database user, normally {@code
     * public}. On a running installation a new value is an empty schema: users and sessions seem to be gone.
     */
    Optional<
                    @Pattern(
                            regexp = "[a-z_][a-z0-9_]{0,62}",
                            message = "must be a name of small letters, digits and underscores, such as phone_auth")
                    String>
            schema();
}
