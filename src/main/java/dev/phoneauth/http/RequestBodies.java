package dev.phoneauth.http;

import dev.phoneauth.problem.HttpConfig;
import dev.phoneauth.problem.Problem;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.SecurityHandlerPriorities;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
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

    /** <a href="https://www.rfc-editor.org/rfc/rfc9113#section-8.1">RFC 9113, section 8.1</a>: answered, without the rest. */
    private static final long NO_ERROR = 0;

    private final long limit;
    private final long patienceMillis;
    private final Vertx vertx;

    RequestBodies(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit,
            HttpConfig config,
            Vertx vertx) {
        this.limit = limit.asLongValue();
        this.patienceMillis = config.bodyTimeout().toMillis();
        this.vertx = vertx;
    }

    /** A body that announces too large a length is not read at all, on any path. */
    void refuseByLength(@Observes Filters filters) {
        filters.register(
                context -> {
                    if (declaredLength(context.request()) > limit) {
                        context.fail(413);
                    } else {
                        context.next();
                    }
                },
                SOON_AFTER_CORS);
    }

    @ServerRequestFilter(preMatching = true)
    Uni<Void> read(ContainerRequestContext context, RoutingContext routing) {
        return hasBody(routing.request())
                ? whole(routing)
                        .invoke(body -> context.setEntityStream(new ByteArrayInputStream(body.getBytes())))
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private Uni<Buffer> whole(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        request.pause()
                .handler(part -> append(part, body, whole))
                .exceptionHandler(cutOff -> whole.tryFail(Problem.INVALID_REQUEST.failure("The body is cut off")))
                .endHandler(end -> whole.tryComplete(body))
                .resume();
        if (HttpHeaders.CONTINUE.toString().equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        if (!whole.future().isComplete()) {
            limitWait(whole, routing);
        }
        return UniHelper.toUni(whole.future());
    }

    /** An idle timeout does not end a body that comes one byte at a time. */
    private void limitWait(Promise<Buffer> whole, RoutingContext routing) {
        long timer = vertx.setTimer(patienceMillis, late -> giveUp(whole, routing));
        whole.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private static void giveUp(Promise<Buffer> whole, RoutingContext routing) {
        routing.addEndHandler(answered -> stopReading(routing.request()));
        whole.tryFail(Problem.REQUEST_TIMEOUT.failure());
    }

    /** Otherwise Vert.x keeps the connection, or the stream, open for the rest of the body. */
    private static void stopReading(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset(NO_ERROR);
        } else {
            request.connection().close();
        }
    }

    /** After the limit the rest is received and dropped, so that simple clients read the answer. */
    private void append(Buffer part, Buffer body, Promise<Buffer> whole) {
        if (body.length() + part.length() > limit) {
            whole.tryFail(Problem.CONTENT_TOO_LARGE.failure());
        } else if (!whole.future().isComplete()) {
            body.appendBuffer(part);
        }
    }

    private static boolean hasBody(HttpServerRequest request) {
        return declaredLength(request) >= 0
                || request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || request.version() == HttpVersion.HTTP_2;
    }

    /** -1 if unknown; the HTTP decoder has refused lengths that are not numbers. */
    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? -1 : Long.parseLong(length);
    }
}
