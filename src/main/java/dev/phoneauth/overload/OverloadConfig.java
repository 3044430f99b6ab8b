package dev.phoneauth.overload;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much a replica takes on at once. */
@ConfigMapping(prefix = "phone-auth.overload")
interface OverloadConfig {
    /**
     * Requests being answered at the same time; more are refused with 503 at once. Lower, and short bursts are refused
     * that would have been answered; higher, and under a load that is too much everybody waits longer.
     */
    @WithDefault("512")
    int inFlight();
}
