package dev.phoneauth.store;

import dev.phoneauth.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Lets so many through at a time as there are connections; the others stand in line, and are sent away with 503 when they
 * have waited too long. So nothing is begun for somebody who has given up, and what is begun has time left. (The wait
 * limit of the driver's own pool loses a connection when it strikes as one becomes free.)
 */
final class Turnstile {
    private final Vertx vertx;
    private final Duration patience;
    private final Queue<Waiting> line = new ArrayDeque<>();
    private int free;
    private boolean watched;

    Turnstile(Vertx vertx, int places, Duration patience) {
        this.vertx = vertx;
        this.patience = patience;
        this.free = places;
    }

    /** @param until in nanoseconds, as {@link System#nanoTime} has them */
    private record Waiting(UniEmitter<? super Void> entry, Context context, long until) {
        void goOn() {
            context.runOnContext(turn -> entry.complete(null));
        }

        void goAway() {
            context.runOnContext(turn -> entry.fail(Problem.SERVICE_UNAVAILABLE.failure()));
        }
    }

    /** @return fails with {@code service_unavailable} after waiting in vain */
    <T> Uni<T> pass(Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .<Void>emitter(this::enter)
                .chain(() ->
                        Uni.createFrom().deferred(work::get).onTermination().invoke(this::leave));
    }

    private void enter(UniEmitter<? super Void> entry) {
        if (takesPlace(entry)) {
            entry.complete(null);
        }
    }

    private synchronized boolean takesPlace(UniEmitter<? super Void> entry) {
        if (free > 0) {
            free--;
            return true;
        }
        line.add(new Waiting(entry, vertx.getOrCreateContext(), System.nanoTime() + patience.toNanos()));
        watch();
        return false;
    }

    /** All are as patient, so whoever stands in front is the first to lose his patience: one timer does for all. */
    private void watch() {
        if (!watched && !line.isEmpty()) {
            watched = true;
            long left =
                    Duration.ofNanos(line.peek().until() - System.nanoTime()).toMillis();
            vertx.setTimer(Math.max(1, left + 1), alarm -> stepOut().forEach(Waiting::goAway));
        }
    }

    private synchronized List<Waiting> stepOut() {
        List<Waiting> impatient = new ArrayList<>();
        while (!line.isEmpty() && line.peek().until() <= System.nanoTime()) {
            impatient.add(line.remove());
        }
        watched = false;
        watch();
        return impatient;
    }

    /** The place goes to the first in line. */
    private void leave() {
        Waiting next = handOver();
        if (next != null) {
            next.goOn();
        }
    }

    private synchronized Waiting handOver() {
        if (line.isEmpty()) {
            free++;
        }
        return line.poll();
    }
}
