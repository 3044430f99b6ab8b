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
    private static final Script ATTEMPT = Script.named("attempt");

    private final GuardConfig config;
    private final RedisStore redis;
    private final Clock clock;

    AttemptGuard(GuardConfig config, RedisStore redis, Clock clock) {
        this.config = config;
        this.redis = redis;
        this.clock = clock;
    }

    /** One attempt, counted. */
    public record Attempt(String key, String id) {}

    /** A code or a refresh token is about to be looked at; fails with {@code too_many_requests}. */
    public Uni<Attempt> admitProof(Network network) {
        return count("network", "proof:" + network.name(), config.attemptsPerMinute(), Duration.ofMinutes(1));
    }

    /** A user is about to name an activation code; fails with {@code too_many_requests}. */
    public Uni<Attempt> admitActivation(UUID user) {
        return count("number", "activation:" + user, config.wrongActivationsPerHour(), Duration.ofHours(1));
    }

    /** It was no guess after all: the attempt does not count. */
    public Uni<Void> forgive(Attempt attempt) {
        return redis.call(api -> api.zrem(List.of(attempt.key(), attempt.id()))).replaceWithVoid();
    }

    private Uni<Attempt> count(String kind, String subject, int limit, Duration window) {
        Attempt attempt =
                new Attempt(Subjects.attempts(subject), UUID.randomUUID().toString());
        return redis.run(ATTEMPT, List.of(attempt.key()), clock.millis(), attempt.id(), limit, window.toMillis())
                .invoke(wait -> refuseIfFull(kind, Duration.ofMillis(wait.toLong())))
                .replaceWith(attempt);
    }

    private static void refuseIfFull(String kind, Duration wait) {
        if (!wait.isZero()) {
            throw Problem.TOO_MANY_REQUESTS.failure().limit(kind).retryAfter(wait);
        }
    }
}
