package dev.phoneauth.testsupport;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Many clients at the same moment. */
public final class Together {
    private Together() {}

    /** Runs it that many times, all let loose at once, and waits for all. */
    public static <T> List<T> times(int clients, Callable<T> what) {
        CountDownLatch start = new CountDownLatch(clients);
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Future<T>> running = Stream.generate(() -> threads.submit(() -> {
                        start.countDown();
                        start.await();
                        return what.call();
                    }))
                    .limit(clients)
                    .toList();
            return running.stream().map(Together::result).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> T result(Future<T> running) {
        try {
            return running.get();
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
