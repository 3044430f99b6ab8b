package dev.phoneauth.store;

import dev.phoneauth.problem.Problem;
import dev.phoneauth.problem.ProblemException;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.impl.NoStackTraceException;
import io.vertx.core.impl.NoStackTraceThrowable;
import java.io.IOException;
import java.util.Set;
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
