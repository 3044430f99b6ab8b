package dev.phoneauth.guard;

import dev.phoneauth.event.Events;
import dev.phoneauth.guard.Verdict.Change;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;
import org.jboss.logging.Logger;

/** Counts and logs every decision, a line of {@code key=value} each; numbers are masked. */
@ApplicationScoped
class Decisions {
    private static final Logger LOG = Logger.getLogger(Decisions.class);

    private final MeterRegistry metrics;
    private final GuardConfig.Adaptive adaptive;
    private final Events events;

    Decisions(MeterRegistry metrics, GuardConfig config, Events events) {
        this.metrics = metrics;
        this.adaptive = config.adaptive();
        this.events = events;
    }

    /** Refused before anything was counted. */
    void reportNotAllowed(String reason, Subjects subjects) {
        report("not_allowed", reason, subjects);
    }

    void report(Verdict verdict, Subjects subjects) {
        report(verdict.decision().toString(), verdict.reason(), subjects);
        verdict.changes().forEach(this::report);
    }

    private void report(String decision, String reason, Subjects subjects) {
        metrics.counter("phone_auth_guard_decisions", "decision", decision, "reason", kind(reason))
                .increment();
        LOG.infof(
                "guard decision=%s reason=%s number=%s country=%s",
                decision, reason, subjects.number(), subjects.country());
    }

    private void report(Change change) {
        metrics.counter("phone_auth_guard_circles", "change", change.what(), "circle", kind(change.circle()))
                .increment();
        String mode = adaptive.mode().name().toLowerCase(Locale.ROOT);
        LOG.warnf(
                "guard circle=%s change=%s mode=%s for=%s", change.circle(), change.what(), mode, adaptive.closedFor());
        if (change.what().equals("closed")) {
            events.recordAlone("guard.prefix_closed", Map.of("circle", change.circle(), "mode", mode));
        }
    }

    /** Of {@code country:DE}, the {@code country}: a metric has few values. */
    private static String kind(String subject) {
        int colon = subject.indexOf(':');
        return colon < 0 ? subject : subject.substring(0, colon);
    }
}
