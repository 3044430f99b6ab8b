package dev.phoneauth.sms;

import dev.phoneauth.sms.SendResult.Verdict;
import dev.phoneauth.store.Outage;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import org.jboss.logging.Logger;

/**
 * Sends texts by one sender, measures that, and leaves the sender out for five seconds after five failures in a row; then the
 * next failure opens it again and the next success closes it. Each process has its own. SmallRye Fault Tolerance has one,
 * but it reads the system time instead of the injected clock, counts exceptions instead of results, and adds nine jars.
 */
class CircuitBreaker {
    static final Duration OPEN_FOR = Duration.ofSeconds(5);
    private static final Logger LOG = Logger.getLogger(CircuitBreaker.class);
    private static final int FAILURES = 5;
    private static final Duration[] BUCKETS = LongStream.of(50, 100, 200, 400, 800, 1600)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final String name;
    private final SmsSender sender;
    private final Clock clock;
    private int failures;
    private Instant openUntil = Instant.MIN;

    CircuitBreaker(String name, SmsSender sender, Clock clock) {
        this.name = name;
        this.sender = sender;
        this.clock = clock;
    }

    synchronized boolean isOpen() {
        return clock.instant().isBefore(openUntil);
    }

    Uni<SendResult> send(SmsText text, Duration within) {
        Timer.Sample timer = Timer.start();
        return Outage.failAfter(within, sender.send(text, within))
                .onFailure(Outage::isSilence)
                .recoverWithItem(SendResult::ofFailure)
                .invoke(result -> measure(text, result, timer))
                .invoke(this::count);
    }

    private void measure(SmsText text, SendResult result, Timer.Sample timer) {
        timer.stop(Timer.builder("phone_auth_sms_handovers")
                .description("Attempts to send a text, and the time that each took")
                .tags("sender", name, "country", text.to().country())
                .tag("outcome", result.verdict().value())
                .serviceLevelObjectives(BUCKETS)
                .register(Metrics.globalRegistry));
        if (result.verdict() != Verdict.ACCEPTED) {
            LOG.warnf(
                    "%s was not accepted by %s: %s, %s",
                    text, name, result.verdict().value(), result.reason());
        }
    }

    private synchronized void count(SendResult result) {
        boolean hasFailed = result.verdict() == Verdict.UNAVAILABLE || result.verdict() == Verdict.UNKNOWN;
        failures = hasFailed ? failures + 1 : 0;
        if (failures >= FAILURES && !isOpen()) {
            openUntil = clock.instant().plus(OPEN_FOR);
            LOG.warnf("%s failed five times in a row and is not used for %s", name, OPEN_FOR);
        }
    }
}
