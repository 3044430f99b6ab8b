package dev.phoneauth.http;

import dev.phoneauth.problem.Problem;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.SecurityHandlerPriorities;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The requests being answered. One too many is refused before anything is done for it: a refusal costs next to nothing,
 * while one more waiting would make all of them slower.
 */
@ApplicationScoped
class InFlight {
    /** Before all else, but for the CORS headers: without them no web page could read the refusal. */
    private static final int FIRST_AFTER_CORS = SecurityHandlerPriorities.CORS - 1;

    private final int limit;
    private final AtomicInteger requests = new AtomicInteger();

    InFlight(OverloadConfig config) {
        limit = config.inFlight();
    }

    void countRequests(@Observes Filters filters) {
        filters.register(this::admit, FIRST_AFTER_CORS);
    }

    /** The end of a request is also its connection's breaking. */
    private void admit(RoutingContext context) {
        context.addEndHandler(ended -> requests.decrementAndGet());
        if (requests.incrementAndGet() > limit) {
            context.fail(Problem.SERVICE_UNAVAILABLE.failure());
        } else {
            context.next();
        }
    }
}
