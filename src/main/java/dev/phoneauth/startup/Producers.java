package dev.phoneauth.startup;

import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes what is injected and is not of this service. */
class Producers {
    /** Replicas keep theirs in step by NTP. */
    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    /**
     * Counts unknown HTTP methods as {@code OTHER}, so that clients cannot add metrics by inventing methods; invented paths
     * are bounded by {@code quarkus.micrometer.binder.http-server.match-patterns}.
     */
    @Produces
    @Singleton
    MeterFilter knownMethods() {
        return MeterFilter.replaceTagValues(
                "method", unknown -> "OTHER", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    }
}
