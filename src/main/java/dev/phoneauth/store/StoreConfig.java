package dev.phoneauth.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How requests use PostgreSQL and Redis. */
@ConfigMapping(prefix = "phone-auth.store")
public interface StoreConfig {
    /** Longer, and a stopped store is noticed late (503); shorter, and a slow one is taken for a stopped one. */
    @WithDefault("800ms")
    Duration timeout();
}
