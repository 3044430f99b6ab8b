package dev.phoneauth.sms;

import dev.phoneauth.sms.SmsConfig.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Hands a text to one sender after another until one accepts it. Never to another after that, nor once it is refused for
 * good; but to the next one when nobody can tell, and so a second text is possible then.
 */
@ApplicationScoped
class Chain {
    private static final Logger LOG = Logger.getLogger(Chain.class);

    /** With less time than that, a sender is not asked any more: it might send what nobody waits for. */
    private static final Duration LEAST_SHARE = Duration.ofMillis(20);

    private static final Duration[] ACCEPTANCE_BUCKETS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(400),
        Duration.ofMillis(800),
        Duration.ofMillis(1600)
    };

    private final SmsConfig config;
    private final Senders senders;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final Map<Kind, Circuit> circuits = new EnumMap<>(Kind.class);

    Chain(SmsConfig config, Senders senders, MeterRegistry metrics, Clock clock) {
        this.config = config;
        this.senders = senders;
        this.metrics = metrics;
        this.clock = clock;
        Arrays.stream(Kind.values()).forEach(kind -> circuits.put(kind, new Circuit(clock)));
    }

    /**
     * Who took the text.
     *
     * @param state as the sender says
     * @param texts how many of it may be on their way: one, and one more for every sender before that left it open
     */
    record Acceptance(Kind sender, DeliveryState state, int texts) {}

    /**
     * @param country ISO 3166, of the number
     * @return fails with {@link NotSent} when nobody took it
     */
    Uni<Acceptance> send(Sms sms, String country) {
        List<SmsSender> ready = senders.to(country).stream()
                .filter(sender -> !circuits.get(sender.kind()).isOpen())
                .toList();
        return new Delivery(sms, country, clock.instant().plus(config.totalTimeout())).handTo(ready, 0);
    }

    /** One text on its way through the chain. */
    private class Delivery {
        private final Sms sms;
        private final String country;
        private final Instant deadline;

        Delivery(Sms sms, String country, Instant deadline) {
            this.sms = sms;
            this.country = country;
            this.deadline = deadline;
        }

        Uni<Acceptance> handTo(List<SmsSender> left, int uncertain) {
            if (left.isEmpty() || share(left.size()).compareTo(LEAST_SHARE) < 0) {
                return Uni.createFrom().failure(new NotSent(uncertain));
            }
            SmsSender sender = left.get(0);
            Timer.Sample began = Timer.start(metrics);
            return sender.send(sms, share(left.size()))
                    .invoke(outcome -> note(sender.kind(), outcome, began))
                    .chain(outcome -> goOn(outcome, left, uncertain));
        }

        private Uni<Acceptance> goOn(Outcome outcome, List<SmsSender> left, int uncertain) {
            List<SmsSender> others = left.subList(1, left.size());
            return switch (outcome.verdict()) {
                case ACCEPTED ->
                    Uni.createFrom().item(new Acceptance(left.get(0).kind(), outcome.state(), uncertain + 1));
                case REFUSED -> Uni.createFrom().failure(new NotSent(uncertain));
                case NEXT, LATER -> handTo(others, uncertain);
                case UNKNOWN -> handTo(others, uncertain + 1);
            };
        }

        private Duration share(int left) {
            return Duration.between(clock.instant(), deadline).dividedBy(left);
        }

        private void note(Kind sender, Outcome outcome, Timer.Sample began) {
            String name = sender.word();
            began.stop(Timer.builder("phone_auth_sms_handovers")
                    .description("Attempts to hand a text to a sender, and how long each took")
                    .tags("sender", name, "country", country)
                    .tag("outcome", outcome.verdict().word())
                    .serviceLevelObjectives(ACCEPTANCE_BUCKETS)
                    .register(metrics));
            if (outcome.verdict() != Outcome.Verdict.ACCEPTED) {
                LOG.warnf("%s was not accepted by %s: %s", sms, name, outcome);
            }
            if (circuits.get(sender).note(outcome)) {
                LOG.warnf("%s failed again and again and is left alone for %s", name, Circuit.OPEN_FOR);
            }
        }
    }
}
