package dev.phoneauth.testsupport;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what comes by itself, but not for ever. */
public final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long A_MOMENT = 5;

    private Await() {}

    /** Returns as soon as it holds; fails when it still does not after ten seconds. */
    public static void until(BooleanSupplier holds) {
        until(PATIENCE, holds);
    }

    /** As {@link #until(BooleanSupplier)}, for what takes longer. */
    public static void until(Duration patience, BooleanSupplier holds) {
        for (long start = System.nanoTime(); !holds.getAsBoolean(); pause()) {
            if (System.nanoTime() - start > patience.toNanos()) {
                throw new AssertionError("waited for in vain");
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(A_MOMENT);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
