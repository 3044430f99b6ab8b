package dev.phoneauth.event;

import dev.phoneauth.postgres.Postgres;
import dev.phoneauth.store.Outage;
import dev.phoneauth.webhook.PostClient;
import dev.phoneauth.webhook.WebhookConfig;
import dev.phoneauth.webhook.WebhookSecret;
import io.micrometer.core.instrument.Metrics;
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
import org.jboss.logging.Logger;

/**
 * Records what happened, and sends it until the receiver answers 2xx: at least once, in no certain order. Nothing is recorded
 * while {@code phone-auth.events.url} is not set.
 */
@ApplicationScoped
public class Events {
    private static final Logger LOG = Logger.getLogger(Events.class);
    private static final int BATCH = 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration GIVE_UP_AFTER = Duration.ofDays(3);

    @Inject WebhookConfig config;
    @Inject Postgres postgres;
    @Inject PostClient http;
    @Inject Clock clock;

    /** Records it in the running transaction, which it tells of: both are committed or neither is. */
    public Uni<Void> record(String type, Map<String, String> data) {
        return config.eventsUrl().isEmpty()
                ? Uni.createFrom().voidItem()
                : Event.of(type, data, clock.instant()).persist().replaceWithVoid();
    }

    @Scheduled(
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> sendDue() {
        return config.eventsUrl().isEmpty() ? Uni.createFrom().voidItem() : Outage.bestEffort(sendBatches());
    }

    private Uni<Void> sendBatches() {
        return postgres.transaction(this::claim)
                .chain(events -> events.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : send(events).chain(this::sendBatches));
    }

    private Uni<List<Event>> claim() {
        Instant now = clock.instant();
        return Event.listDue(now, BATCH).invoke(events -> events.forEach(event -> event.claim(now)));
    }

    private Uni<Void> send(List<Event> events) {
        return Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUniAndMerge(event -> post(event).map(refusal -> Map.entry(event, refusal)))
                .onItem()
                .transformToUniAndConcatenate(sent -> close(sent.getKey(), sent.getValue()))
                .collect()
                .last();
    }

    /** The reason why the receiver did not accept the event; empty if it did. */
    private Uni<String> post(Event event) {
        WebhookSecret secret =
                config.eventsSecret().flatMap(WebhookSecret::parse).orElseThrow();
        return Outage.failAfter(
                        TIMEOUT,
                        http.postSigned(
                                config.eventsUrl().orElseThrow(), secret, event.id.toString(), event.body(), TIMEOUT))
                .map(answer -> answer.statusCode() / 100 == 2 ? "" : "status " + answer.statusCode())
                .onFailure(Outage::isSilence)
                .recoverWithItem(failure -> failure.getClass().getSimpleName());
    }

    private Uni<Void> close(Event event, String refusal) {
        if (refusal.isEmpty()) {
            return delete(event, "delivered");
        }
        if (event.happenedAt.plus(GIVE_UP_AFTER).isBefore(clock.instant())) {
            LOG.errorf("%s is dropped after %s without success: %s", event, GIVE_UP_AFTER, refusal);
            return delete(event, "dropped");
        }
        LOG.warnf("%s was not accepted (%s) and is sent again at %s", event, refusal, event.dueAt);
        count(event, "failed");
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> delete(Event event, String result) {
        return postgres.transaction(() -> Event.deleteById(event.id))
                .invoke(() -> count(event, result))
                .replaceWithVoid();
    }

    private static void count(Event event, String result) {
        Metrics.counter("phone_auth_events", "type", event.type, "outcome", result)
                .increment();
    }
}
