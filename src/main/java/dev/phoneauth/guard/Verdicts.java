package dev.phoneauth.guard;

import dev.phoneauth.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Reads what {@code admit.lua} decided; counts every decision, and logs those an operator wants to know of. */
@ApplicationScoped
class Verdicts {
    private static final Logger LOG = Logger.getLogger(Verdicts.class);
    private static final int CLOSED_JUST_NOW = 3;

    private final MeterRegistry metrics;
    private final GuardConfig config;

    Verdicts(MeterRegistry metrics, GuardConfig config) {
        this.metrics = metrics;
        this.config = config;
    }

    /** How long until the number may have another text, if it may have this one; else the problem. */
    Duration resendIn(Subjects subjects, Response verdict) {
        String decision = verdict.get(0).toString();
        String reason = verdict.get(decision.equals("limited") ? 1 : 2).toString();
        Duration duration = Duration.ofMillis(
                verdict.get(decision.equals("limited") ? 2 : 1).toLong());
        report(subjects, decision, reason);
        reportClosings(subjects, verdict);
        return switch (decision) {
            case "admitted" -> duration;
            case "limited" ->
                throw Problem.TOO_MANY_REQUESTS.failure().limit(reason).retryAfter(duration);
            default -> throw Problem.PHONE_NUMBER_NOT_ALLOWED.failure();
        };
    }

    private void report(Subjects subjects, String decision, String reason) {
        metrics.counter("phone_auth_guard_decisions", "decision", decision, "reason", reason)
                .increment();
        if (!reason.isEmpty()) {
            LOG.infof(
                    "guard decision=%s reason=%s number=%s country=%s",
                    decision, reason, subjects.number(), subjects.country());
        }
    }

    private void reportClosings(Subjects subjects, Response verdict) {
        for (int i = CLOSED_JUST_NOW; i < verdict.size(); i++) {
            String subject = verdict.get(i).toString();
            metrics.counter("phone_auth_guard_closed", "subject", subject).increment();
            LOG.warnf(
                    "guard closed subject=%s prefix=%s country=%s for=%s mode=%s",
                    subject,
                    subjects.prefix(),
                    subjects.country(),
                    config.adaptive().closedFor(),
                    config.adaptive().mode());
        }
    }
}
