package dev.phoneauth.guard;

import dev.phoneauth.event.Events;
import dev.phoneauth.guard.SendDecision.GroupChange;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.postgres.Postgres;
import dev.phoneauth.store.Outage;
import io.micrometer.core.instrument.Metrics;
import io.smallrye.mutiny.Multi;
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
        report(decision.decision(), decision.text().number(), decision.reason(), decision.rule());
        return Multi.createFrom()
                .iterable(decision.changes())
                .onItem()
                .transformToUniAndConcatenate(this::report)
                .onItem()
                .ignoreAsUni();
    }

    void report(String decision, PhoneNumber number, String reason, String rule) {
        Metrics.counter("phone_auth_guard_decisions", "decision", decision, "reason", kind(reason), "rule", rule)
                .increment();
        // Without the digits of the prefix: they would complete the masked number.
        LOG.infof(
                "guard decision=%s reason=%s rule=%s number=%s country=%s",
                decision, kind(reason), rule, number, number.country());
    }

    /**
     * Few events a day: a request waits for its event, which is lost while PostgreSQL is away. Networks have none: an attack
     * from many closes many.
     */
    private Uni<Void> report(GroupChange change) {
        String group = change.group();
        Metrics.counter("phone_auth_guard_groups", "change", change.change(), "group", kind(group))
                .increment();
        LOG.logf(
                isNetwork(group) ? Logger.Level.INFO : Logger.Level.WARN,
                "guard group=%s change=%s mode=%s",
                isNetwork(group) ? masked(group) : group,
                change.change(),
                config.mode());
        return change.change().equals("closed") && !isNetwork(group)
                ? record("guard.prefix_closed", Map.of("group", group, "mode", config.mode()))
                : Uni.createFrom().voidItem();
    }

    /** Reports that codes are guessed over all numbers. */
    Uni<Void> reportGuessing() {
        LOG.warnf(
                "guard guessing=all_numbers mode=%s: too many of all entered codes are wrong, so an attacker probably guesses"
                        + " codes. In mode enforce new codes are longer until this ends",
                config.mode());
        return record("guard.guessing", Map.of());
    }

    private Uni<Void> record(String type, Map<String, String> data) {
        return Outage.bestEffort(postgres.transaction(() -> events.record(type, data)));
    }

    private static boolean isNetwork(String group) {
        return kind(group).equals("network");
    }

    private static String masked(String group) {
        return "network:" + new Network(group.replaceFirst("^network:", "")).masked();
    }

    /** The {@code country} of {@code country:DE}: a metric has few values. */
    private static String kind(String reason) {
        return reason.split(":")[0];
    }
}
