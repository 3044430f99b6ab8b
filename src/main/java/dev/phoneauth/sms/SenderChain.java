package dev.phoneauth.sms;

import dev.phoneauth.redis.Redis;
import dev.phoneauth.sms.SmsConfig.Kind;
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

    @Inject
    MeterRegistry metrics;

    @Inject
    Clock clock;

    @Inject
    Deliveries deliveries;

    private final Map<Kind, CircuitBreaker> breakers = new EnumMap<>(Kind.class);
    private final Duration totalTimeout;
    private final List<SmsSender> senders;
    private final Map<String, List<SmsSender>> routes;

    SenderChain(SmsConfig config, @All List<SmsSender> all) {
        Map<Kind, SmsSender> byKind = all.stream().collect(Collectors.toMap(SmsSender::kind, Function.identity()));
        byKind.keySet().forEach(kind -> breakers.put(kind, new CircuitBreaker()));
        totalTimeout = config.totalTimeout();
        senders = config.senders().orElse(List.of()).stream()
                .distinct()
                .map(byKind::get)
                .toList();
        routes = config.routes().orElse(List.of()).stream()
                .distinct()
                .collect(Collectors.groupingBy(
                        CountryRoute::country,
                        Collectors.mapping(route -> byKind.get(route.sender()), Collectors.toList())));
    }

    /** The sender of that name, if it is in use. */
    Optional<SmsSender> sender(String name) {
        return Stream.concat(senders.stream(), routes.values().stream().flatMap(List::stream))
                .filter(sender -> sender.kind().value().equals(name))
                .findFirst();
    }

    /**
     * @return how many texts may have been sent: one, and one more for each sender before whose result is unknown; fails
     *     with {@link NotSent}
     */
    Uni<Integer> send(SmsText text) {
        Instant now = clock.instant();
        List<SmsSender> ready = routes.getOrDefault(text.country(), senders).stream()
                .filter(sender -> !breakers.get(sender.kind()).isOpen(now))
                .toList();
        return send(text, ready, now.plus(totalTimeout), 0)
                .onFailure(NotSent.class)
                .call(() -> record(text, Deliveries.NO_SENDER, DeliveryState.FAILED));
    }

    private Uni<Integer> send(SmsText text, List<SmsSender> left, Instant deadline, int uncertain) {
        Duration share = Duration.between(clock.instant(), deadline).dividedBy(Math.max(1, left.size()));
        if (left.isEmpty() || share.compareTo(LEAST_SHARE) < 0) {
            return Uni.createFrom().failure(new NotSent(uncertain));
        }
        String sender = left.get(0).kind().value();
        List<SmsSender> next = left.subList(1, left.size());
        return attempt(text, left.get(0), share).chain(result -> switch (result.verdict()) {
            case ACCEPTED -> record(text, sender, result.state()).replaceWith(uncertain + 1);
            case UNDELIVERABLE -> Uni.createFrom().failure(new NotSent(uncertain));
            case REJECTED, UNAVAILABLE -> send(text, next, deadline, uncertain);
            case UNKNOWN -> send(text, next, deadline, uncertain + 1);
        });
    }

    private Uni<SendResult> attempt(SmsText text, SmsSender sender, Duration within) {
        Timer.Sample timer = Timer.start(metrics);
        return sender.send(text, within)
                .invoke(result -> timer.stop(timer(sender, text, result)))
                .invoke(result -> log(sender, text, result));
    }

    private Timer timer(SmsSender sender, SmsText text, SendResult result) {
        return Timer.builder("phone_auth_sms_handovers")
                .description("Attempts to send a text, and the time that each took")
                .tags("sender", sender.kind().value(), "country", text.country())
                .tag("outcome", result.verdict().value())
                .serviceLevelObjectives(BUCKETS)
                .register(metrics);
    }

    private void log(SmsSender sender, SmsText text, SendResult result) {
        String name = sender.kind().value();
        if (result.verdict() != SendResult.Verdict.ACCEPTED) {
            LOG.warnf("%s was not accepted by %s: %s", text, name, result);
        }
        if (breakers.get(sender.kind()).record(result, clock.instant())) {
            LOG.warnf("%s failed five times in a row and is left out for %s", name, CircuitBreaker.OPEN_FOR);
        }
    }

    private Uni<Void> record(SmsText text, String sender, DeliveryState state) {
        return Redis.bestEffort(deliveries.report(text.id(), sender, state));
    }
}
