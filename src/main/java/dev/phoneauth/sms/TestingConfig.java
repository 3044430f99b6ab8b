package dev.phoneauth.sms;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Testing aids for client teams, which production must not have. */
@ConfigMapping(prefix = "phone-auth.testing")
public interface TestingConfig {
    /** The reset endpoint, the test inbox and the {@code log} sender: anyone who can read the inbox can sign in as any user. */
    @WithDefault("false")
    boolean enabled();
}
