package dev.phoneauth.sms;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What a client team needs and production must not have. */
@ConfigMapping(prefix = "phone-auth.testing")
public interface TestingConfig {
    /** The reset endpoint, the test inbox and the {@code log} sender: whoever reaches the inbox is everybody. */
    @WithDefault("false")
    boolean enabled();
}
