package dev.phoneauth.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import org.hibernate.validator.constraints.Range;

/** How much a replica handles at once. */
@ConfigMapping(prefix = "phone-auth.overload")
interface OverloadConfig {
    /**
     * Requests in flight; one more gets 503 at once. Lower: short bursts are refused that could have been answered; higher:
     * under too much load every request waits longer.
     */
    @WithDefault("512")
    @Range(min = 8, max = 100_000)
    int inFlight();
}
