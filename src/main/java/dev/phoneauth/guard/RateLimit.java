package dev.phoneauth.guard;

import java.time.Duration;

/**
 * How far a caller has used up a limit of his own, as the structured fields {@code RateLimit-Policy} and
 * {@code RateLimit} tell it.
 *
 * @param policy what is limited
 * @param quota so many in any stretch of time as long as the window
 * @param remaining how many are left
 * @param reset until there is one more
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/10/">RateLimit header fields,
 *     draft 10</a>
 */
record RateLimit(String policy, long quota, Duration window, long remaining, Duration reset) {
    String policyField() {
        return "\"%s\";q=%d;w=%d".formatted(policy, quota, window.toSeconds());
    }

    String stateField() {
        return "\"%s\";r=%d;t=%d".formatted(policy, remaining, wholeSeconds(reset));
    }

    /** Rounded up, as {@code Retry-After} is: whoever waits that long is not early. */
    private static long wholeSeconds(Duration time) {
        return time.plusMillis(999).toSeconds();
    }
}
