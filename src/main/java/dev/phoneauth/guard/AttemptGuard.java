package dev.phoneauth.guard;

import dev.phoneauth.problem.Problem;
import dev.phoneauth.redis.Redis;
import dev.phoneauth.redis.Script;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Bounds how often one caller may try something that can be guessed at. */
@ApplicationScoped
public class AttemptGuard {
    static final Duration MINUTE = Duration.ofMinutes(1);

    private static final Script ATTEMPT = Script.named("window", "attempt");
    private static final String COUNT_NOTHING = "";

    private final GuardConfig config;
    private final CallerQuota quota;
    private final Redis redis;
    private final Clock clock;

    AttemptGuard(GuardConfig config, CallerQuota quota, Redis redis, Clock clock) {
        this.config = config;
        this.quota = quota;
        this.redis = redis;
        this.clock = clock;
    }

    /** Counts an attempt to show a code or a refresh token; fails with {@code too_many_requests}. */
    public Uni<Void> admitProof(Network network) {
        return attempt(CountedId.next(), "proof:{" + network.name() + "}", config.attemptsPerMinute(), MINUTE)
                .invoke(this::refuseNetworkIfFull)
                .replaceWithVoid();
    }

    /**
     * A user is about to name an activation code; fails with {@code too_many_requests}. Counts nothing: who names a code
     * that somebody has is not fishing.
     */
    public Uni<Void> admitActivation(UUID user) {
        return activation(COUNT_NOTHING, user);
    }

    /** A user has named a code that nobody has; fails with {@code too_many_requests} when that is one too many. */
    public Uni<Void> countWrongActivation(UUID user) {
        return activation(CountedId.next(), user);
    }

    private Uni<Void> activation(String id, UUID user) {
        return attempt(id, "activation:{" + user + "}", config.wrongActivationsPerHour(), GuardRules.HOUR)
                .invoke(wait -> refuseIfFull("number", wait))
                .replaceWithVoid();
    }

    /** How long to wait; zero if the attempt is within the limit. */
    private Uni<Duration> attempt(String id, String subject, int limit, Duration window) {
        String key = Redis.PREFIX + "attempts:" + subject;
        return redis.run(ATTEMPT, List.of(key), clock.millis(), id, limit, window.toMillis())
                .map(wait -> Duration.ofMillis(wait.toLong()));
    }

    private void refuseNetworkIfFull(Duration wait) {
        if (!wait.isZero()) {
            quota.tellNoAttemptsLeft(wait);
        }
        refuseIfFull("network", wait);
    }

    private static void refuseIfFull(String limit, Duration wait) {
        if (!wait.isZero()) {
            throw Problem.TOO_MANY_REQUESTS.failure().limit(limit).retryAfter(wait);
        }
    }
}
