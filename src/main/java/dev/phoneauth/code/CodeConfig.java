package dev.phoneauth.code;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.stream.IntStream;

/** What a code is like and how often it may be tried. */
@ConfigMapping(prefix = "phone-auth.code")
public interface CodeConfig {
    /** Digits; every one more makes a guess ten times less likely to hit, and the code harder to type. */
    @WithDefault("6")
    int length();

    /** How long a code is good for; the longer, the more of a stolen phone or a forwarded text. */
    @WithDefault("5M")
    Duration ttl();

    /** Tries for each text sent, and as many again for those that do not say which text they answer. */
    @WithDefault("5")
    int maxTries();

    /** How long a person waits for the second text; doubled with every further one. */
    @WithDefault("60S")
    Duration resendAfter();

    /** With less of its life left, a new code is made: this one could not be typed in time. */
    default Duration renewBelow() {
        Duration minute = Duration.ofMinutes(1);
        Duration fifth = ttl().dividedBy(5);
        return fifth.compareTo(minute) < 0 ? fifth : minute;
    }

    /** Lengths of new codes: as configured, after 20 misses in a row, after 40. The number is never locked. */
    default IntStream lengths() {
        return IntStream.of(length(), Math.max(8, length()), Math.max(10, length()));
    }
}
