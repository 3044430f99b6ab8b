package dev.phoneauth.code;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.hibernate.validator.constraints.Range;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** The shape and the life of a code. */
@ConfigMapping(prefix = "phone-auth.code")
public interface CodeConfig {
    /** Digits. Each further one makes a guess ten times less likely to hit, and the code harder to type. */
    @WithDefault("6")
    @Range(min = 4, max = 10)
    int length();

    /** A longer life gives a thief of the phone or the text more time; NIST SP 800-63B and ASVS 6.5.5 allow ten minutes. */
    @WithDefault("5M")
    @DurationMin(seconds = 1)
    @DurationMax(minutes = 10)
    Duration ttl();

    /** Attempts for each text sent, and as many for each network for requests that do not name the text, up to 15 of all. */
    @WithDefault("5")
    @Range(min = 1, max = 10)
    int maxAttempts();

    /** How long a client waits before a second text; the wait doubles with each further one, up to 15 minutes. */
    @WithDefault("60S")
    @DurationMin(seconds = 1)
    @DurationMax(minutes = 15)
    Duration resendAfter();

    /** With less of its life left, a new code is made: this one could not be typed in time. */
    default Duration renewBelow() {
        return Collections.min(List.of(Duration.ofMinutes(1), ttl().dividedBy(5)));
    }

    /** Lengths of new codes: as configured, after 20 misses in a row, after 40. The number is never locked. */
    default IntStream lengths() {
        return IntStream.of(length(), Math.max(8, length()), Math.max(10, length()));
    }
}
