package dev.phoneauth.sms;

import java.time.Duration;
import java.time.Instant;

/**
 * Leaves out a sender for five seconds after five failures in a row; then the next failure opens it again and the next
 * success closes it. Each process has its own. SmallRye Fault Tolerance has one, but it reads the system time instead of
 * the injected clock, counts exceptions instead of results, and adds nine jars.
 */
class CircuitBreaker {
    static final Duration OPEN_FOR = Duration.ofSeconds(5);

    private static final int FAILURES = 5;

    private int failures;
    private Instant openUntil = Instant.MIN;

    synchronized boolean isOpen(Instant now) {
        return now.isBefore(openUntil);
    }

    /** @return whether this result opens it */
    synchronized boolean record(SendResult result, Instant now) {
        failures = result.verdict().isSenderFailure() ? failures + 1 : 0;
        boolean opens = failures >= FAILURES && !isOpen(now);
        if (opens) {
            openUntil = now.plus(OPEN_FOR);
        }
        return opens;
    }
}
