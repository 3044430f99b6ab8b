package dev.phoneauth.guard;

import dev.phoneauth.event.Events;
import dev.phoneauth.phone.PhoneNumber;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import org.jboss.logging.Logger;

/** Counts and logs each decision as a line of {@code key=value}; numbers are masked. */
@ApplicationScoped
class DecisionLog {
    private static final Logger LOG = Logger.getLogger(DecisionLog.class);

    @Inject GuardConfig config;
    @Inject MeterRegistry metrics;
    @Inject Events events;

    /** Reports a number to which no text may be sent at all. */
    void reportNotAllowed(PhoneNumber number, String reason) {
        report("not_allowed", number, reason);
    }

    void report(SendDecision decision) {
        report(decision.kind().toString(), decision.keys().number(), decision.reason());
        if (!decision.groupChange().isEmpty()) {
            reportGroup(decision.reason(), decision.groupChange());
        }
    }

    private void report(String decision, PhoneNumber number, String reason) {
        metrics.counter("phone_auth_guard_decisions", "decision", decision, "reason", kind(reason))
                .increment();
        // Without the digits of the prefix: they would complete the masked number.
        LOG.infof("guard decision=%s reason=%s number=%s country=%s", decision, kind(reason), number, number.country());
    }

    private void reportGroup(String group, String change) {
        String mode = config.adaptive().mode().name().toLowerCase(Locale.ROOT);
        metrics.counter("phone_auth_guard_groups", "change", change, "group", kind(group))
                .increment();
        LOG.warnf(
                "guard group=%s change=%s mode=%s for=%s",
                group, change, mode, config.adaptive().closedFor());
        if (change.equals("closed")) {
            events.recordAlone("guard.prefix_closed", Map.of("group", group, "mode", mode));
        }
    }

    /** The {@code country} of {@code country:DE}: a metric has few values. */
    private static String kind(String reason) {
        return reason.split(":")[0];
    }
}
