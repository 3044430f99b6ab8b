package dev.phoneauth.http;

import dev.phoneauth.problem.HttpConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.SecurityHandlerPriorities;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.ByteArrayInputStream;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Reads request bodies up to {@code quarkus.http.limits.max-body-size}, for no longer than {@link HttpConfig#bodyTimeout}.
 * Quarkus limits the size too, but without a problem as the answer, and limits a body of unknown length only on worker
 * threads; it has no limit of time (RequestBodiesTest, HalfSentBodiesTest).
 */
@ApplicationScoped
public class RequestBodies {
    /** Before authentication, unlike Quarkus' own check; after the CORS headers, so that web pages can read the answer. */
    static final int READ = SecurityHandlerPriorities.CORS - 2;

    private static final Set<HttpMethod> WITH_BODY =
            Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    @ConfigProperty(name = "quarkus.http.limits.max-body-size")
    MemorySize limit;

    @Inject HttpConfig config;

    void register(@Observes Filters filters) {
        filters.register(RequestBodies::refuseAmbiguous, READ + 1);
        filters.register(RequestBodies::removeType, READ + 1);
        filters.register(this::limitTime, READ + 1);
        filters.register(BodyHandler.create(false).setBodyLimit(limit.asLongValue()), READ);
    }

    /** REST resources get the body that was read here; Quarkus would wait for it once more. */
    @ServerRequestFilter(preMatching = true)
    public void handOn(ContainerRequestContext context, RoutingContext routing) {
        Buffer body = routing.body().buffer();
        context.setEntityStream(new ByteArrayInputStream(body == null ? new byte[0] : body.getBytes()));
    }

    /**
     * A proxy may have read two hosts or several transfer codings in another way (RFC 9112, sections 3.2 and 6.1). Netty refuses
     * codings that do not end with {@code chunked}.
     */
    private static void refuseAmbiguous(RoutingContext context) {
        MultiMap headers = context.request().headers();
        String coding = headers.get(HttpHeaderNames.TRANSFER_ENCODING);
        if (headers.getAll(HttpHeaders.HOST).size() > 1 || (coding != null && !coding.equalsIgnoreCase("chunked"))) {
            context.fail(400);
        } else {
            context.next();
        }
    }

    /** Vert.x throws an {@code IllegalStateException} for the type of a form with any other method (RequestBodiesTest). */
    private static void removeType(RoutingContext context) {
        if (!WITH_BODY.contains(context.request().method())) {
            context.request().headers().remove(HttpHeaders.CONTENT_TYPE);
        }
        context.next();
    }

    /** An idle timeout does not end a body that comes one byte at a time. */
    private void limitTime(RoutingContext context) {
        long timer = context.vertx().setTimer(config.bodyTimeout().toMillis(), late -> giveUp(context));
        context.addEndHandler(ended -> context.vertx().cancelTimer(timer));
        context.next();
    }

    private static void giveUp(RoutingContext context) {
        if (!context.request().isEnded()) {
            context.fail(408);
        }
    }
}
