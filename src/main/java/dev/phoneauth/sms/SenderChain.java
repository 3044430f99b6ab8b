package dev.phoneauth.sms;

import dev.phoneauth.store.Outage;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Offers a text to one sender after another until one accepts it. No other sender gets it after an acceptance or when it is
 * undeliverable; the next one does when a result is unknown, so that a second text is possible then.
 */
@ApplicationScoped
class SenderChain {
    /** With less time left, the text might be sent after the client was told that it was not. */
    private static final Duration LEAST_SHARE = Duration.ofMillis(20);

    @Inject SmsConfig config;
    @Inject Inbox inbox;
    @Inject WebhookSender webhook;
    @Inject TwilioSender twilio;
    @Inject VonageSender vonage;
    @Inject Deliveries deliveries;
    @Inject Clock clock;

    private Map<SenderKind, CircuitBreaker> breakers;

    @PostConstruct
    void makeBreakers() {
        breakers = Stream.of(SenderKind.values())
                .collect(Collectors.toMap(kind -> kind, kind -> new CircuitBreaker(kind.value(), sender(kind), clock)));
    }

    /** The sender of that name, if it is in use. */
    Optional<SmsSender> sender(String name) {
        return config.used().stream()
                .filter(kind -> kind.value().equals(name))
                .findFirst()
                .map(this::sender);
    }

    private SmsSender sender(SenderKind kind) {
        return switch (kind) {
            case LOG -> inbox;
            case WEBHOOK -> webhook;
            case TWILIO -> twilio;
            case VONAGE -> vonage;
        };
    }

    /**
     * How many texts may have been sent, as {@link SmsTexts#sendCode} says; fails with {@link NotSent}.
     *
     * @param since all senders together have {@link SmsConfig#totalTimeout} from then on
     */
    Uni<Integer> send(SmsText text, Instant since) {
        List<SenderKind> ready = chain(text.to().country()).stream()
                .distinct()
                .filter(kind -> !breakers.get(kind).isOpen())
                .toList();
        return send(text, ready, since.plus(config.totalTimeout()), 0)
                .onFailure(NotSent.class)
                .call(() -> record(text, Deliveries.NO_SENDER, "failed"));
    }

    private List<SenderKind> chain(String country) {
        List<SenderKind> routed = config.routes().stream()
                .flatMap(List::stream)
                .filter(route -> route.country().equals(country))
                .map(CountryRoute::sender)
                .toList();
        return routed.isEmpty() ? config.senders().orElseThrow() : routed;
    }

    private Uni<Integer> send(SmsText text, List<SenderKind> left, Instant deadline, int uncertain) {
        Duration share = Duration.between(clock.instant(), deadline).dividedBy(Math.max(1, left.size()));
        if (left.isEmpty() || share.compareTo(LEAST_SHARE) < 0) {
            return Uni.createFrom().failure(new NotSent(uncertain));
        }
        SenderKind kind = left.get(0);
        List<SenderKind> next = left.subList(1, left.size());
        return breakers.get(kind).send(text, share).chain(result -> switch (result.verdict()) {
            case ACCEPTED -> record(text, kind.value(), result.state()).replaceWith(uncertain + 1);
            case UNDELIVERABLE -> Uni.createFrom().failure(new NotSent(uncertain));
            case REJECTED, UNAVAILABLE -> send(text, next, deadline, uncertain);
            case UNKNOWN -> send(text, next, deadline, uncertain + 1);
        });
    }

    private Uni<Void> record(SmsText text, String sender, String state) {
        return Outage.bestEffort(deliveries.report(text.id(), sender, state));
    }
}
