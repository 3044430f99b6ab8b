package dev.phoneauth.guard;

import dev.phoneauth.event.Events;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.postgres.Postgres;
import dev.phoneauth.store.Outage;
import io.micrometer.core.instrument.Metrics;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import org.jboss.logging.Logger;

/** Counts and logs each decision as a line of {@code key=value}; numbers are masked. */
@ApplicationScoped
class DecisionLog {
    private static final Logger LOG = Logger.getLogger(DecisionLog.class);

    @Inject GuardConfig config;
    @Inject Events events;
    @Inject Postgres postgres;

    Uni<Void> report(SendDecision decision) {
        report(decision.kind(), decision.keys().number(), decision.reason());
        return decision.groupChange().isEmpty()
                ? Uni.createFrom().voidItem()
                : reportGroup(decision.reason(), decision.groupChange());
    }

    void report(String decision, PhoneNumber number, String reason) {
        Metrics.counter("phone_auth_guard_decisions", "decision", decision, "reason", kind(reason))
                .increment();
        // Without the digits of the prefix: they would complete the masked number.
        LOG.infof("guard decision=%s reason=%s number=%s country=%s", decision, kind(reason), number, number.country());
    }

    /** Few events a day: a request waits for its event, which is lost while PostgreSQL is away. */
    private Uni<Void> reportGroup(String group, String change) {
        Metrics.counter("phone_auth_guard_groups", "change", change, "group", kind(group))
                .increment();
        LOG.warnf("guard group=%s change=%s mode=%s", group, change, config.mode());
        return change.equals("closed")
                ? Outage.bestEffort(postgres.transaction(
                        () -> events.record("guard.prefix_closed", Map.of("group", group, "mode", config.mode()))))
                : Uni.createFrom().voidItem();
    }

    /** The {@code country} of {@code country:DE}: a metric has few values. */
    private static String kind(String reason) {
        return reason.split(":")[0];
    }
}
