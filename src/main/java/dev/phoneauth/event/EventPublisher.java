package dev.phoneauth.event;

import dev.phoneauth.postgres.Postgres;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Sends each event until the receiver answers 2xx: at least once, in no certain order. */
@ApplicationScoped
class EventPublisher {
    private static final Logger LOG = Logger.getLogger(EventPublisher.class);
    private static final int BATCH = 20;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final int DOUBLINGS = 10;

    /** Beyond the time that the receiver has: to write down its answers. */
    private static final Duration LEASE_SPARE = Duration.ofSeconds(10);

    @Inject EventsConfig config;
    @Inject Postgres postgres;
    @Inject WebhookReceiver receiver;
    @Inject MeterRegistry metrics;
    @Inject Clock clock;

    private record Answer(UUID event, String refusal) {}

    @Scheduled(
            every = "{phone-auth.events.poll-every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> sendDue() {
        return config.url().isEmpty()
                ? Uni.createFrom().voidItem()
                : sendBatches()
                        .onFailure()
                        .invoke(failure -> LOG.warnf("Events are not sent for the moment: %s", failure))
                        .onFailure()
                        .recoverWithNull();
    }

    private Uni<Void> sendBatches() {
        return postgres.transaction(this::claim)
                .chain(events -> events.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : send(events).chain(this::sendBatches));
    }

    private Uni<List<Event>> claim() {
        Instant now = clock.instant();
        Instant until = now.plus(config.timeout()).plus(LEASE_SPARE);
        return Event.listDue(now, BATCH).invoke(events -> events.forEach(event -> event.claim(until)));
    }

    private Uni<Void> send(List<Event> events) {
        return Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUniAndMerge(event -> receiver.post(event).map(refusal -> new Answer(event.id, refusal)))
                .collect()
                .asMap(Answer::event, Answer::refusal)
                .chain(answers -> postgres.transaction(() -> writeDown(answers)));
    }

    private Uni<Void> writeDown(Map<UUID, String> answers) {
        return Event.listByIds(List.copyOf(answers.keySet()))
                .onItem()
                .transformToMulti(events -> Multi.createFrom().iterable(events))
                .onItem()
                .transformToUniAndConcatenate(event -> writeDown(event, answers.get(event.id)))
                .collect()
                .last();
    }

    private Uni<Void> writeDown(Event event, String refusal) {
        if (refusal.isEmpty()) {
            count(event, "delivered");
            return event.delete();
        }
        if (event.happenedAt.plus(config.giveUpAfter()).isBefore(clock.instant())) {
            LOG.errorf("%s is dropped after %s without success: %s", event, config.giveUpAfter(), refusal);
            count(event, "dropped");
            return event.delete();
        }
        Duration wait = wait(event.attempts);
        LOG.warnf("%s was not taken (%s); again in %s", event, refusal, wait);
        count(event, "failed");
        event.dueAt = clock.instant().plus(wait);
        return Uni.createFrom().voidItem();
    }

    /** Doubled with every attempt. */
    private static Duration wait(int attempts) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempts - 1, DOUBLINGS));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    private void count(Event event, String outcome) {
        metrics.counter("phone_auth_events", "type", event.type, "outcome", outcome)
                .increment();
    }
}
