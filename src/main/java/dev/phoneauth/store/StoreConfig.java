package dev.phoneauth.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
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
}
