package dev.phoneauth.problem;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How requests are read, and errors look on the wire. */
@ConfigMapping(prefix = "phone-auth.http")
public interface HttpConfig {
    /** 403 is what existing clients are written to; 401 is the habit of RFC 6750. */
    @WithDefault("403")
    int unauthenticatedStatus();

    /** Longer, and whoever sends half a body keeps a place among the requests in flight; shorter, and slow phones get 408. */
    @WithDefault("10S")
    Duration bodyTimeout();
}
