package dev.phoneauth.sms;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Spares a sender that fails again and again, and those who would wait for it. Opens after five failures in a row, for
 * five seconds; then the next failure opens it again, the next success closes it. Each process has its own.
 */
class Circuit {
    static final Duration OPEN_FOR = Duration.ofSeconds(5);

    private static final int FAILURES = 5;

    private final Clock clock;
    private int failures;
    private Instant openUntil = Instant.MIN;

    Circuit(Clock clock) {
        this.clock = clock;
    }

    synchronized boolean isOpen() {
        return clock.instant().isBefore(openUntil);
    }

    /** @return whether it has opened by this */
    synchronized boolean note(Outcome outcome) {
        failures = outcome.verdict().ails() ? failures + 1 : 0;
        boolean opens = failures >= FAILURES && !isOpen();
        if (opens) {
            openUntil = clock.instant().plus(OPEN_FOR);
        }
        return opens;
    }
}
