package dev.phoneauth.sms;

import dev.phoneauth.sms.SendResult.Verdict;
import dev.phoneauth.sms.SmsConfig.Kind;
import dev.phoneauth.store.Outage;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Offers a text to one sender after another until one accepts it. No other sender gets it after an acceptance or when it is
 * undeliverable; the next one does when a result is unknown, so that a second text is possible then.
 */
@ApplicationScoped
class SenderChain {
    private static final Logger LOG = Logger.getLogger(SenderChain.class);

    /** With less time left, the text might be sent after the client was told that it was not. */
    private static final Duration LEAST_SHARE = Duration.ofMillis(20);

    private static final Duration[] BUCKETS = LongStream.of(50, 100, 200, 400, 800, 1600)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    @Inject Deliveries deliveries;
    @Inject MeterRegistry metrics;
    @Inject Clock clock;

    private final SmsConfig config;
    private final Map<Kind, SmsSender> senders;
    private final Map<Kind, CircuitBreaker> breakers = new EnumMap<>(Kind.class);

    SenderChain(SmsConfig config, @All List<SmsSender> all) {
        this.config = config;
        this.senders = all.stream().collect(Collectors.toMap(SmsSender::kind, Function.identity()));
        all.forEach(sender -> breakers.put(sender.kind(), new CircuitBreaker()));
    }

    /** The sender of that name, if it is in use. */
    Optional<SmsSender> sender(String name) {
        Stream<Kind> routed = config.routes().stream().flatMap(List::stream).map(CountryRoute::sender);
        return Stream.concat(config.senders().stream().flatMap(List::stream), routed)
                .filter(kind -> kind.value().equals(name))
                .findFirst()
                .map(senders::get);
    }

    /**
     * @return how many texts may have been sent: one, and one more for each sender before whose result is unknown; fails
     *     with {@link NotSent}
     */
    Uni<Integer> send(SmsText text) {
        Instant now = clock.instant();
        List<SmsSender> ready = chain(text.country())
                .filter(kind -> !breakers.get(kind).isOpen(now))
                .map(senders::get)
                .toList();
        return send(text, ready, now.plus(config.totalTimeout()), 0)
                .onFailure(NotSent.class)
                .call(() -> record(text, Deliveries.NO_SENDER, DeliveryState.FAILED));
    }

    private Stream<Kind> chain(String country) {
        List<Kind> routed = config.routes().stream()
                .flatMap(List::stream)
                .filter(route -> route.country().equals(country))
                .map(CountryRoute::sender)
                .toList();
        return (routed.isEmpty() ? config.senders().orElse(List.of()) : routed)
                .stream().distinct();
    }

    private Uni<Integer> send(SmsText text, List<SmsSender> left, Instant deadline, int uncertain) {
        Duration share = Duration.between(clock.instant(), deadline).dividedBy(Math.max(1, left.size()));
        if (left.isEmpty() || share.compareTo(LEAST_SHARE) < 0) {
            return Uni.createFrom().failure(new NotSent(uncertain));
        }
        Kind kind = left.get(0).kind();
        List<SmsSender> next = left.subList(1, left.size());
        Timer.Sample timer = Timer.start(metrics);
        return left.get(0)
                .send(text, share)
                .invoke(result -> measure(kind, text, result, timer))
                .chain(result -> switch (result.verdict()) {
                    case ACCEPTED -> record(text, kind.value(), result.state()).replaceWith(uncertain + 1);
                    case UNDELIVERABLE -> Uni.createFrom().failure(new NotSent(uncertain));
                    case REJECTED, UNAVAILABLE -> send(text, next, deadline, uncertain);
                    case UNKNOWN -> send(text, next, deadline, uncertain + 1);
                });
    }

    private Uni<Void> record(SmsText text, String sender, DeliveryState state) {
        return Outage.bestEffort(deliveries.report(text.id(), sender, state));
    }

    private void measure(Kind kind, SmsText text, SendResult result, Timer.Sample timer) {
        timer.stop(Timer.builder("phone_auth_sms_handovers")
                .description("Attempts to send a text, and the time that each took")
                .tags("sender", kind.value(), "country", text.country())
                .tag("outcome", result.verdict().value())
                .serviceLevelObjectives(BUCKETS)
                .register(metrics));
        if (result.verdict() != Verdict.ACCEPTED) {
            LOG.warnf("%s was not accepted by %s: %s", text, kind.value(), result);
        }
        if (breakers.get(kind).record(result, clock.instant())) {
            LOG.warnf("%s failed five times in a row and is left out for %s", kind.value(), CircuitBreaker.OPEN_FOR);
        }
    }
}
