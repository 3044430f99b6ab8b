package dev.phoneauth.testsupport;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time of the service under test: the system's, moved by as much as a test wants. */
public final class MovableClock extends Clock {
    private static volatile Duration ahead = Duration.ZERO;
    private static volatile Instant stoppedAt;

    /** Lets that much time pass at once. */
    public static void advance(Duration time) {
        ahead = ahead.plus(time);
    }

    /** From now on no time passes but what {@link #advance} lets pass, however slow the test runs. */
    public static void stop() {
        stoppedAt = Instant.now();
    }

    /** Back to the system's time; for {@code @AfterEach} of every test that moves or stops it. */
    public static void reset() {
        ahead = Duration.ZERO;
        stoppedAt = null;
    }

    @Override
    public Instant instant() {
        Instant stopped = stoppedAt;
        return (stopped == null ? Instant.now() : stopped).plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the service knows UTC alone");
    }

    /** Takes the place of the service's own clock. */
    @Singleton
    static class Source {
        @Produces
        @Singleton
        @Alternative
        @Priority(1)
        Clock clock() {
            return new MovableClock();
        }
    }
}
