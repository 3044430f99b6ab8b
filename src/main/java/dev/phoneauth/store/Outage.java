package dev.phoneauth.store;

import dev.phoneauth.problem.Problem;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.redis.client.impl.types.ErrorType;
import java.io.IOException;
import java.util.Set;
import org.jboss.logging.Logger;

/** Tells a store that is away from a statement that is wrong: only the former is a 503. */
final class Outage {
    private static final Logger LOG = Logger.getLogger(Outage.class);

    /** SQLSTATE classes: connection, read-only after a failover, resources, operator intervention, system error. */
    private static final Set<String> CLASSES = Set.of("08", "25", "53", "57", "58");

    private Outage() {}

    static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException refused) {
                return CLASSES.contains(refused.getSqlState().substring(0, 2));
            }
            if (cause instanceof IOException
                    || cause instanceof TimeoutException
                    || cause instanceof VertxException
                    || cause instanceof ErrorType
                    || cause.getClass().getName().contains("NoStackTrace")
                    || cause.getClass().getName().contains("ConnectionPoolTooBusy")) {
                return true;
            }
        }
        return false;
    }

    static Throwable toProblem(Throwable failure) {
        LOG.warnf("A store is not available: %s", failure);
        return Problem.SERVICE_UNAVAILABLE.failure();
    }
}
