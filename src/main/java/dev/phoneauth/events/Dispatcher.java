package dev.phoneauth.events;

import dev.phoneauth.webhook.NoResponse;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Sends what is in the outbox until its receiver says 2xx: at least once, and in no certain order. */
@ApplicationScoped
class Dispatcher {
    private static final Logger LOG = Logger.getLogger(Dispatcher.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final int DOUBLINGS = 10;

    /** Beyond the time the receiver has: until the answer is noted in the table. */
    private static final Duration LEASE_SPARE = Duration.ofSeconds(10);

    private final EventsConfig config;
    private final Outbox outbox;
    private final Receiver receiver;
    private final Vertx vertx;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile long timer;

    Dispatcher(EventsConfig config, Outbox outbox, Receiver receiver, Vertx vertx, MeterRegistry metrics, Clock clock) {
        this.config = config;
        this.outbox = outbox;
        this.receiver = receiver;
        this.vertx = vertx;
        this.metrics = metrics;
        this.clock = clock;
    }

    void start(@Observes StartupEvent start) {
        if (outbox.isOn()) {
            timer = vertx.setPeriodic(config.pollEvery().toMillis(), tick -> sendUnlessBusy());
        }
    }

    void stop(@Observes ShutdownEvent stop) {
        if (outbox.isOn()) {
            vertx.cancelTimer(timer);
        }
    }

    private void sendUnlessBusy() {
        if (busy.compareAndSet(false, true)) {
            sendAllDue()
                    .onTermination()
                    .invoke(() -> busy.set(false))
                    .subscribe()
                    .with(done -> {}, failure -> LOG.warnf("Events cannot be sent for the moment: %s", failure));
        }
    }

    private Uni<Void> sendAllDue() {
        return outbox.claim(config.timeout().plus(LEASE_SPARE))
                .chain(events -> events.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : Multi.createFrom()
                                .iterable(events)
                                .onItem()
                                .transformToUniAndMerge(this::send)
                                .collect()
                                .asList()
                                .chain(sent -> sendAllDue()));
    }

    private Uni<Void> send(Event event) {
        return receiver.take(event)
                .onFailure(NoResponse::isCauseOf)
                .recoverWithItem(failure -> failure.getClass().getSimpleName())
                .chain(refusal -> refusal.isEmpty() ? done(event) : notTaken(event, refusal));
    }

    private Uni<Void> done(Event event) {
        count(event, "delivered");
        return outbox.remove(event.id());
    }

    private Uni<Void> notTaken(Event event, String reason) {
        if (event.happenedAt().plus(config.giveUpAfter()).isBefore(clock.instant())) {
            LOG.errorf("%s is dropped: nobody took it within %s, at last for %s", event, config.giveUpAfter(), reason);
            count(event, "dropped");
            return outbox.remove(event.id());
        }
        Duration wait = wait(event.attempts());
        LOG.warnf("%s was not taken (%s); again in %s", event, reason, wait);
        count(event, "failed");
        return outbox.postpone(event, wait);
    }

    /** Doubled with every attempt. */
    private static Duration wait(int attempts) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempts - 1, DOUBLINGS));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    private void count(Event event, String outcome) {
        metrics.counter("phone_auth_events", "type", event.type(), "outcome", outcome)
                .increment();
    }
}
