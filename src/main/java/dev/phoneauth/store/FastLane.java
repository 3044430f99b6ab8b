package dev.phoneauth.store;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * How many statements may travel one behind the other, where each waits for those before it: one more after each that was
 * quick, and a single one, which tries whether it is quick again, after one that was not.
 */
final class FastLane {
    private final int most;
    private final Duration quick;
    private final AtomicInteger places = new AtomicInteger(1);
    private final AtomicInteger taken = new AtomicInteger();

    FastLane(int most, Duration quick) {
        this.most = most;
        this.quick = quick;
    }

    /** Goes by the lane if there is a place, else the other way. */
    <T> Uni<T> pass(Supplier<Uni<T>> inLane, Supplier<Uni<T>> otherwise) {
        return Uni.createFrom().deferred(() -> enters() ? travel(inLane) : otherwise.get());
    }

    private boolean enters() {
        boolean free = taken.incrementAndGet() <= places.get();
        if (!free) {
            taken.decrementAndGet();
        }
        return free;
    }

    private <T> Uni<T> travel(Supplier<Uni<T>> statement) {
        long start = System.nanoTime();
        return Uni.createFrom().deferred(statement::get).onTermination().invoke(() -> leave(start));
    }

    private void leave(long start) {
        boolean wasQuick = System.nanoTime() - start < quick.toNanos();
        taken.decrementAndGet();
        places.updateAndGet(now -> wasQuick ? Math.min(now + 1, most) : 1);
    }
}
