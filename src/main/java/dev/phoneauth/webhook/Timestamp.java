package dev.phoneauth.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/** When a signed message was sent, as it says itself: so that nobody can send it again much later. */
public final class Timestamp {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private Timestamp() {}

    /** @param seconds since the epoch, as text; null and whatever is no such number is not recent */
    public static boolean isRecent(String seconds, Instant now) {
        return seconds != null
                && SECONDS.matcher(seconds).matches()
                && Duration.between(Instant.ofEpochSecond(Long.parseLong(seconds)), now)
                                .abs()
                                .compareTo(TOLERANCE)
                        <= 0;
    }
}
