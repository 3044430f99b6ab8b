package dev.phoneauth.guard;

import dev.phoneauth.problem.Problem;
import dev.phoneauth.store.RedisStore;
import dev.phoneauth.store.Script;
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

    private final GuardConfig config;
    private final CallerQuota quota;
    private final RedisStore redis;
    private final Clock clock;

    AttemptGuard(GuardConfig config, CallerQuota quota, RedisStore redis, Clock clock) {
        this.config = config;
        this.quota = quota;
        this.redis = redis;
        this.clock = clock;
    }

    /** One attempt, counted. */
    public record Attempt(String key, String id) {}

    /** A code or a refresh token is about to be looked at; fails with {@code too_many_requests}. */
    public Uni<Attempt> admitProof(Network network) {
        Attempt attempt = attempt("proof:" + network.name());
        return count(attempt, config.attemptsPerMinute(), MINUTE)
                .invoke(this::refuseNetworkIfFull)
                .replaceWith(attempt);
    }

    /** A user is about to name an activation code; fails with {@code too_many_requests}. */
    public Uni<Attempt> admitActivation(UUID user) {
        Attempt attempt = attempt("activation:" + user);
        return count(attempt, config.wrongActivationsPerHour(), GuardRules.HOUR)
                .invoke(wait -> refuseIfFull("number", wait))
                .replaceWith(attempt);
    }

    /** It was no guess after all: the attempt does not count. */
    public Uni<Void> forgive(Attempt attempt) {
        return redis.call(api -> api.zrem(List.of(attempt.key(), attempt.id()))).replaceWithVoid();
    }

    /** How long to wait; nothing if the attempt was counted. */
    private Uni<Duration> count(Attempt attempt, int limit, Duration window) {
        return redis.run(ATTEMPT, List.of(attempt.key()), clock.millis(), attempt.id(), limit, window.toMillis())
                .map(wait -> Duration.ofMillis(wait.toLong()));
    }

    /** Attempts need no limit but their own in the same step, so each has a hash tag of its own. */
    private static Attempt attempt(String subject) {
        return new Attempt(RedisStore.PREFIX + "attempts:{" + subject + "}", CountedId.next());
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
