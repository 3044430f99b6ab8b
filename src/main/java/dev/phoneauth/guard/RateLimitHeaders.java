package dev.phoneauth.guard;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * Tells a client, in {@code RateLimit-Policy} and {@code RateLimit}, how much of its own network's limits is left. Other
 * limits are not told: from a number's limit, another client would learn how much its owner uses it.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/10/">RateLimit fields, draft 10</a>
 */
@ApplicationScoped
class RateLimitHeaders {
    @Inject GuardConfig config;
    @Inject HttpServerRequest request;

    /** Tells of the texts to the network, unless another limit was hit. */
    void tellTexts(SendDecision decision) {
        if (decision.isAdmitted()) {
            tell("texts", 3600, config.networkPerHour(), decision.networkTexts(), decision.networkDelay());
        } else if (decision.decision().equals("limited") && decision.reason().equals("network")) {
            tell("texts", 3600, config.networkPerHour(), config.networkPerHour(), decision.delay());
        }
    }

    /** Tells of attempts only when none is left: all answers to a wrong code must be the same. */
    void tellAttempts(Duration wait) {
        if (!wait.isZero()) {
            tell("attempts", 60, config.attemptsPerMinute(), config.attemptsPerMinute(), wait);
        }
    }

    /**
     * A text that two senders may have sent counts twice, so that more than the limit may be used. The time is rounded up, as
     * that of {@code Retry-After} is: after it a request is not too early.
     */
    private void tell(String name, int windowSeconds, long limit, long used, Duration reset) {
        if (request.response().headWritten()) {
            return;
        }
        long seconds = reset.plusMillis(999).toSeconds();
        String quoted = "\"" + name + "\"";
        request.response()
                .putHeader("RateLimit-Policy", quoted + ";q=" + limit + ";w=" + windowSeconds)
                .putHeader("RateLimit", quoted + ";r=" + Math.max(0, limit - used) + ";t=" + seconds);
    }
}
