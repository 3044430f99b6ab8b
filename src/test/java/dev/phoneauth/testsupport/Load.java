package dev.phoneauth.testsupport;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The same thing done again and again by some threads, until it is stopped. */
public final class Load {
    private static final int KEPT = 10;

    private final ExecutorService threads;
    private final AtomicInteger done = new AtomicInteger();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    private Load(int parallel, Runnable action) {
        threads = Executors.newFixedThreadPool(parallel);
        for (int i = 0; i < parallel; i++) {
            threads.execute(() -> repeat(action));
        }
    }

    public static Load start(int parallel, Runnable action) {
        return new Load(parallel, action);
    }

    /** How often it went well so far. */
    public int done() {
        return done.get();
    }

    /** Lets what was begun end. */
    public void stop() {
        ended = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("a request hangs");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The first of them; there may be thousands. */
    public List<Throwable> failures() {
        return failures;
    }

    private void repeat(Runnable action) {
        while (!ended) {
            try {
                action.run();
                done.incrementAndGet();
            } catch (RuntimeException failed) {
                keep(failed);
            }
        }
    }

    private void keep(RuntimeException failed) {
        if (failures.size() < KEPT) {
            failures.add(failed);
        }
    }
}
