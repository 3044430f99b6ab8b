package dev.phoneauth.store;

import dev.phoneauth.problem.Problem;
import dev.phoneauth.problem.ProblemException;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.NoStackTraceException;
import io.vertx.core.impl.NoStackTraceThrowable;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.jboss.logging.Logger;

/** No answer from a store, a gateway or a receiver of events. */
public final class Outage {
    private static final Logger LOG = Logger.getLogger(Outage.class);

    /** What drivers, pools and HTTP clients fail with when there is no connection or no answer in time. */
    private static final Set<Class<? extends Throwable>> SILENCE = Set.of(
            IOException.class,
            TimeoutException.class,
            VertxException.class,
            ConnectionPoolTooBusyException.class,
            NoStackTraceException.class,
            NoStackTraceThrowable.class,
            java.util.concurrent.TimeoutException.class);

    private Outage() {}

    /**
     * Fails work that takes longer. The timer is one of the request's event loop, which drops it when the work ends. Mutiny's
     * own scheduler would keep it, and with it all that belongs to the request, until the time is over.
     */
    public static <T> Uni<T> failAfter(Duration time, Uni<T> work) {
        return Uni.createFrom()
                .deferred(() -> work.ifNoItem().after(time).on(timers()).fail());
    }

    private static ScheduledExecutorService timers() {
        ContextInternal context = ContextInternal.current();
        return context == null ? Infrastructure.getDefaultWorkerPool() : context.nettyEventLoop();
    }

    public static boolean isSilence(Throwable cause) {
        return SILENCE.stream().anyMatch(type -> type.isInstance(cause));
    }

    /** Completes also if the work fails with a problem: for writes that may be lost, and for jobs that run again. */
    public static Uni<Void> bestEffort(Uni<?> work) {
        return work.onFailure(ProblemException.class).recoverWithNull().replaceWithVoid();
    }

    public static Throwable toProblem(Throwable failure) {
        LOG.warnf("A store is not available: %s", failure);
        return Problem.SERVICE_UNAVAILABLE.failure();
    }
}
