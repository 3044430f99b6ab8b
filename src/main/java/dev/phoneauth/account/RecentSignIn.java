package dev.phoneauth.account;

import dev.phoneauth.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** What cannot be undone asks for a session that was opened by a code just now, and not only kept going. */
final class RecentSignIn {
    private static final Duration RECENT = Duration.ofMinutes(15);

    private RecentSignIn() {}

    /** Sessions opened later are recent. */
    static Instant since(Clock clock) {
        return clock.instant().minus(RECENT);
    }

    static void require(boolean recent) {
        if (!recent) {
            throw Problem.RECENT_SIGN_IN_REQUIRED.failure();
        }
    }
}
