package dev.phoneauth.store;

import dev.phoneauth.problem.Problem;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.impl.NoStackTraceException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.core.impl.NoStackTraceTimeoutException;
import java.io.IOException;
import java.util.Set;
import org.jboss.logging.Logger;

/** Tells a database that is away from a statement that is wrong: only the former is a 503. */
public final class Outage {
    private static final Logger LOG = Logger.getLogger(Outage.class);

    /** SQLSTATE classes: connection, read-only after a failover, deadlock, resources, operator intervention, system error. */
    private static final Set<String> CLASSES = Set.of("08", "25", "40", "53", "57", "58");

    /** What drivers and pools fail with when nobody answers. */
    private static final Set<Class<? extends Throwable>> SILENCE = Set.of(
            IOException.class,
            TimeoutException.class,
            VertxException.class,
            ConnectionPoolTooBusyException.class,
            NoStackTraceException.class,
            NoStackTraceThrowable.class,
            NoStackTraceTimeoutException.class);

    private Outage() {}

    /** PostgreSQL's own word counts where there is one. */
    public static boolean isCauseOf(Throwable failure) {
        return SqlState.of(failure)
                .map(state -> CLASSES.stream().anyMatch(state::startsWith))
                .orElseGet(() -> SqlState.causes(failure).anyMatch(Outage::isSilence));
    }

    public static Throwable toProblem(Throwable failure) {
        LOG.warnf("A store is not available: %s", failure);
        return Problem.SERVICE_UNAVAILABLE.failure();
    }

    private static boolean isSilence(Throwable cause) {
        return SILENCE.stream().anyMatch(type -> type.isInstance(cause));
    }
}
