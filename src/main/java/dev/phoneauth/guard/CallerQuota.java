package dev.phoneauth.guard;

import jakarta.enterprise.context.RequestScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * What the answer tells the caller of his own network's quota. Of other limits it tells nothing: from a number's, a
 * stranger would learn how much its owner uses it.
 */
@RequestScoped
class CallerQuota {
    private final int textsPerHour;
    private final int attemptsPerMinute;
    private RateLimit told;

    CallerQuota(GuardConfig config) {
        textsPerHour = config.networkPerHour();
        attemptsPerMinute = config.attemptsPerMinute();
    }

    void tell(Verdict verdict) {
        if (verdict.isAdmission()) {
            told = texts(textsPerHour - verdict.fromNetwork(), verdict.networkDelay());
        } else if (verdict.isNetworkLimit()) {
            told = texts(0, verdict.delay());
        }
    }

    /** Attempts are told of only when there are none left: answers to a wrong code must not differ. */
    void tellNoAttemptsLeft(Duration wait) {
        told = new RateLimit("attempts", attemptsPerMinute, AttemptGuard.MINUTE, 0, wait);
    }

    Optional<RateLimit> told() {
        return Optional.ofNullable(told);
    }

    /** Texts that two gateways may have sent count twice, and so may be more than the quota. */
    private RateLimit texts(long remaining, Duration reset) {
        return new RateLimit("texts", textsPerHour, GuardRules.HOUR, Math.max(0, remaining), reset);
    }
}
