package dev.phoneauth.guard;

import dev.phoneauth.problem.Problem;
import dev.phoneauth.redis.Redis;
import dev.phoneauth.redis.Script;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Limits how often codes and tokens can be guessed. The counters of each network and each user are keys of their own. */
@ApplicationScoped
public class AttemptLimits {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Script ATTEMPT = Script.named("window", "attempt");
    private static final String COUNT_NOTHING = "";

    @Inject GuardConfig config;
    @Inject RateLimitHeaders headers;
    @Inject Redis redis;
    @Inject Clock clock;

    /** Counts an attempt with a code, a refresh token or a test number; fails with {@code too_many_requests}. */
    public Uni<Void> admit(Network network) {
        return attempt(TextRequest.newId(), "proof:{" + network.name() + "}", config.attemptsPerMinute(), MINUTE)
                .invoke(headers::tellAttempts)
                .invoke(wait -> refuseIfFull("network", wait))
                .replaceWithVoid();
    }

    /** Fails with {@code too_many_requests}; nothing is counted yet, as only wrong activation codes are guesses. */
    public Uni<Void> admitActivation(UUID user) {
        return activation(COUNT_NOTHING, user);
    }

    /** Counts an activation code that does not exist; fails with {@code too_many_requests} above the limit. */
    public Uni<Void> countWrongActivation(UUID user) {
        return activation(TextRequest.newId(), user);
    }

    private Uni<Void> activation(String id, UUID user) {
        return attempt(id, "activation:{" + user + "}", config.wrongActivationsPerHour(), HOUR)
                .invoke(wait -> refuseIfFull("user", wait))
                .replaceWithVoid();
    }

    /** How long to wait; zero if the attempt is within the limit. */
    private Uni<Duration> attempt(String id, String counter, int limit, Duration window) {
        String key = Redis.PREFIX + "attempts:" + counter;
        return redis.run(ATTEMPT, List.of(key), clock.millis(), id, limit, window.toMillis())
                .map(wait -> Duration.ofMillis(wait.toLong()));
    }

    private static void refuseIfFull(String limit, Duration wait) {
        if (!wait.isZero()) {
            throw Problem.TOO_MANY_REQUESTS.failure().limit(limit).retryAfter(wait);
        }
    }
}
