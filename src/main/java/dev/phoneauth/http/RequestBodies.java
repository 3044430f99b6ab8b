package dev.phoneauth.http;

import dev.phoneauth.problem.HttpConfig;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.SecurityHandlerPriorities;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.ByteArrayInputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Reads request bodies up to {@code quarkus.http.limits.max-body-size}, for no longer than {@link HttpConfig#bodyTimeout}.
 * Quarkus limits the size too, but without a problem as the answer, and limits a body of unknown length only on worker
 * threads; it has no limit of time (RequestBodiesTest, HalfSentBodiesTest).
 */
@ApplicationScoped
class RequestBodies {
    /** Before authentication, unlike Quarkus' own check; after the CORS headers, so that web pages can read the answer. */
    private static final int SOON_AFTER_CORS = SecurityHandlerPriorities.CORS - 2;

    @ConfigProperty(name = "quarkus.http.limits.max-body-size")
    MemorySize limit;

    @Inject HttpConfig config;

    void register(@Observes Filters filters) {
        filters.register(this::limitTime, SOON_AFTER_CORS);
        filters.register(BodyHandler.create(false).setBodyLimit(limit.asLongValue()), SOON_AFTER_CORS - 1);
    }

    /** REST resources get the body that was read here; Quarkus would wait for it once more. */
    @ServerRequestFilter(preMatching = true)
    void handOn(ContainerRequestContext context, RoutingContext routing) {
        Buffer body = routing.body().buffer();
        context.setEntityStream(new ByteArrayInputStream(body == null ? new byte[0] : body.getBytes()));
    }

    /** An idle timeout does not end a body that comes one byte at a time. */
    private void limitTime(RoutingContext context) {
        long timer = context.vertx().setTimer(config.bodyTimeout().toMillis(), late -> giveUp(context));
        context.addEndHandler(ended -> context.vertx().cancelTimer(timer));
        context.next();
    }

    /** Closes the connection, which Vert.x keeps open for the rest of the body otherwise. */
    private static void giveUp(RoutingContext context) {
        if (!context.request().isEnded()) {
            context.addEndHandler(answered -> context.request().connection().close());
            context.fail(408);
        }
    }
}
