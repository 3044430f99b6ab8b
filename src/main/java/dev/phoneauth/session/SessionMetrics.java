package dev.phoneauth.session;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;

/** How many sessions are opened, refreshed and found stolen. */
@ApplicationScoped
class SessionMetrics {
    private static final Logger LOG = Logger.getLogger(SessionMetrics.class);

    private final Counter opened;
    private final Counter refreshed;
    private final Counter stolen;

    SessionMetrics(MeterRegistry registry) {
        opened = counter(registry, "opened");
        refreshed = counter(registry, "refreshed");
        stolen = counter(registry, "stolen");
    }

    void opened() {
        opened.increment();
    }

    void refreshed() {
        refreshed.increment();
    }

    void stolen(UUID session) {
        stolen.increment();
        LOG.warnf("A used-up refresh token was shown again: somebody has a copy. Session %s is ended", session);
    }

    private static Counter counter(MeterRegistry registry, String event) {
        return Counter.builder("phone_auth.sessions")
                .description("Sessions opened, refreshed, and ended since a copy of their token was used")
                .tag("event", event)
                .register(registry);
    }
}
