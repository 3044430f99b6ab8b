package dev.phoneauth.guard;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Tells a client, in {@code RateLimit-Policy} and {@code RateLimit}, how much of its own network's limits is left. Other
 * limits are not told: from a number's limit, a stranger would learn how much its owner uses it.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/10/">RateLimit header fields,
 *     draft 10</a>
 */
@RequestScoped
class RateLimitHeaders {
    private static final Duration HOUR = Duration.ofHours(1);

    @Inject GuardConfig config;

    private String policy;
    private String state;

    /** Tells of the texts to the network, unless another limit was hit. */
    void tellTexts(SendDecision decision) {
        if (decision.isAdmitted()) {
            tell("texts", config.networkPerHour(), HOUR, decision.networkTexts(), decision.networkDelay());
        } else if (decision.reason().equals("network")) {
            tell("texts", config.networkPerHour(), HOUR, config.networkPerHour(), decision.delay());
        }
    }

    /** Tells of attempts only when none is left: all answers to a wrong code must be the same. */
    void tellAttempts(Duration wait) {
        if (!wait.isZero()) {
            tell("attempts", config.attemptsPerMinute(), AttemptLimits.MINUTE, config.attemptsPerMinute(), wait);
        }
    }

    /** A text that two senders may have sent counts twice, so that more than the limit may be used. */
    private void tell(String name, long limit, Duration window, long used, Duration reset) {
        policy = "\"%s\";q=%d;w=%d".formatted(name, limit, window.toSeconds());
        state = "\"%s\";r=%d;t=%d".formatted(name, Math.max(0, limit - used), wholeSeconds(reset));
    }

    /** Rounded up, as {@code Retry-After} is: after that time a request is not too early. */
    private static long wholeSeconds(Duration time) {
        return time.plusMillis(999).toSeconds();
    }

    @ServerResponseFilter
    void addTo(ContainerResponseContext response) {
        if (policy != null) {
            response.getHeaders().putSingle("RateLimit-Policy", policy);
            response.getHeaders().putSingle("RateLimit", state);
        }
    }
}
