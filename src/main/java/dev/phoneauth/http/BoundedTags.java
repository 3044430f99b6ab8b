package dev.phoneauth.http;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Counts unknown HTTP methods as {@code OTHER}, so that clients cannot add metrics by inventing methods; invented paths are
 * bounded by {@code quarkus.micrometer.binder.http-server.match-patterns}.
 */
@Singleton
class BoundedTags implements MeterFilter {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    @Override
    public Meter.Id map(Meter.Id id) {
        String method = id.getTag("method");
        return !id.getName().startsWith("http.server.") || method == null || METHODS.contains(method)
                ? id
                : id.withTag(Tag.of("method", "OTHER"));
    }
}
