package dev.phoneauth.guard;

import dev.phoneauth.redis.Redis;
import dev.phoneauth.redis.Script;
import dev.phoneauth.store.Outage;
import io.micrometer.core.instrument.Metrics;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;

/**
 * Watches wrong codes over all numbers: guesses that are spread so that no number and no network meets a limit. While there
 * are too many, new codes are longer; a network from which they come is asked for a client proof.
 */
@ApplicationScoped
public class Guesses {
    private static final Script COMPARED = Script.named("window", "guesses", "compared");

    @Inject DecisionLog log;
    @Inject Redis redis;
    @Inject Clock clock;

    /** Counts a wrong code; one that was not compared counts nothing, and takes as long. */
    public Uni<Void> wrong(Network network, boolean isCompared) {
        return compared(network, isCompared ? 1 : 0, 0);
    }

    /** Counts a right code. What its client mistyped before no longer counts. */
    public Uni<Void> right(Network network, int misses) {
        return compared(network, -misses, 1);
    }

    private Uni<Void> compared(Network network, int wrong, int right) {
        count("wrong", wrong);
        count("right", right);
        return Outage.bestEffort(redis.run(COMPARED, GuardKeys.comparisons(network, clock.instant()), wrong, right)
                .chain(first -> first.toInteger() == 1
                        ? log.reportGuessing()
                        : Uni.createFrom().voidItem()));
    }

    private static void count(String result, int comparisons) {
        if (comparisons > 0) {
            Metrics.counter("phone_auth_code_comparisons", "result", result).increment(comparisons);
        }
    }
}
