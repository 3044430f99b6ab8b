package dev.phoneauth.store;

import dev.phoneauth.problem.Problem;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.impl.NoStackTraceException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.core.impl.NoStackTraceTimeoutException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Tells a database that is away from a statement that is wrong: only the former is a 503. */
final class Outage {
    private static final Logger LOG = Logger.getLogger(Outage.class);

    /** SQLSTATE classes: connection, read-only after a failover, resources, operator intervention, system error. */
    private static final Set<String> CLASSES = Set.of("08", "25", "53", "57", "58");

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
    static boolean isCauseOf(Throwable failure) {
        Optional<Throwable> answer = first(failure, PgException.class::isInstance);
        return answer.isPresent()
                ? CLASSES.contains(sqlStateClass((PgException) answer.get()))
                : first(failure, Outage::isSilence).isPresent();
    }

    static Throwable toProblem(Throwable failure) {
        LOG.warnf("A store is not available: %s", failure);
        return Problem.SERVICE_UNAVAILABLE.failure();
    }

    private static boolean isSilence(Throwable cause) {
        return SILENCE.stream().anyMatch(type -> type.isInstance(cause));
    }

    private static String sqlStateClass(PgException answer) {
        return Optional.ofNullable(answer.getSqlState()).orElse("??").substring(0, 2);
    }

    private static Optional<Throwable> first(Throwable failure, Predicate<Throwable> which) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(which)
                .findFirst();
    }
}
