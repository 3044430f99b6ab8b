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

    /** Until the whole body is there. Longer, and whoever sends half of it holds a place among the requests in flight. */
    @WithDefault("10S")
    Duration bodyTimeout();
}
