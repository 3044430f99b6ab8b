package dev.phoneauth.store;

import dev.phoneauth.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Lets so many through at a time as there are connections; the others stand in line, and are sent away with 503 when they
 * have waited too long. So nothing is begun for somebody who has given up, and what is begun has time left. (The wait
 * limit of the driver's own pool loses a connection when it strikes as one becomes free.)
 */
final class Turnstile {
    private final Vertx vertx;
    private final Duration patience;
    private final Set<Waiting> line = new LinkedHashSet<>();
    private int free;

    Turnstile(Vertx vertx, int places, Duration patience) {
        this.vertx = vertx;
        this.patience = patience;
        this.free = places;
    }

    /** @return fails with {@code service_unavailable} after waiting in vain */
    <T> Uni<T> pass(Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .<Void>emitter(entry -> enter(new Waiting(entry, vertx.getOrCreateContext())))
                .chain(() -> work.get().onTermination().invoke(this::leave));
    }

    private void enter(Waiting caller) {
        if (takesPlace(caller)) {
            caller.entry().complete(null);
        } else {
            vertx.setTimer(patience.toMillis(), timer -> sendAway(caller));
        }
    }

    private synchronized boolean takesPlace(Waiting caller) {
        if (free == 0) {
            line.add(caller);
            return false;
        }
        free--;
        return true;
    }

    private void sendAway(Waiting caller) {
        if (stepsOut(caller)) {
            caller.entry().fail(Problem.SERVICE_UNAVAILABLE.failure());
        }
    }

    private synchronized boolean stepsOut(Waiting caller) {
        return line.remove(caller);
    }

    /** The place goes to the first in line, who goes on where he came from. */
    private void leave() {
        Waiting next = handOver();
        if (next != null) {
            next.context().runOnContext(turn -> next.entry().complete(null));
        }
    }

    private synchronized Waiting handOver() {
        Iterator<Waiting> first = line.iterator();
        if (!first.hasNext()) {
            free++;
            return null;
        }
        Waiting next = first.next();
        first.remove();
        return next;
    }

    private record Waiting(UniEmitter<? super Void> entry, Context context) {}
}
