package dev.phoneauth.http;

import dev.phoneauth.problem.HttpConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.SecurityHandlerPriorities;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicInteger;

/** Sheds load: requests above {@link HttpConfig#inFlight} get 503 before any work is done for them. */
@ApplicationScoped
class InFlight {
    /** First of all, except for the CORS headers, so that web pages can read the answer. */
    private static final int FIRST_AFTER_CORS = SecurityHandlerPriorities.CORS - 1;

    private final AtomicInteger requests = new AtomicInteger();

    @Inject HttpConfig config;

    void countRequests(@Observes Filters filters) {
        filters.register(this::admit, FIRST_AFTER_CORS);
    }

    /** A request also ends when its connection breaks. */
    private void admit(RoutingContext context) {
        context.addEndHandler(ended -> requests.decrementAndGet());
        if (requests.incrementAndGet() > config.inFlight()) {
            context.fail(503);
        } else {
            context.next();
        }
    }
}
