package dev.phoneauth.http;

import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Counts unknown HTTP methods as {@code OTHER}, so that clients cannot add metrics by inventing methods; invented paths are
 * bounded by {@code quarkus.micrometer.binder.http-server.match-patterns}.
 */
class BoundedTags {
    @Produces
    @Singleton
    MeterFilter knownMethods() {
        return MeterFilter.replaceTagValues(
                "method", unknown -> "OTHER", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    }
}
