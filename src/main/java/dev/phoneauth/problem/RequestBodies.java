package dev.phoneauth.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.ByteArrayInputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Reads request bodies, up to {@code quarkus.http.limits.max-body-size} and no further. Quarkus has that limit too, but
 * refuses without a word, and a body of unknown length only when it is read on a thread of its own.
 */
@ApplicationScoped
class RequestBodies {
    private static final int BEFORE_QUARKUS_LOOKS = 1_000;

    private final long limit;

    RequestBodies(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
        this.limit = limit.asLongValue();
    }

    /** What is announced as too large is not read at all, whatever it is for. */
    void refuseByLength(@Observes Filters filters) {
        filters.register(
                context -> {
                    if (declaredLength(context.request()) > limit) {
                        context.fail(413);
                    } else {
                        context.next();
                    }
                },
                BEFORE_QUARKUS_LOOKS);
    }

    @ServerRequestFilter(preMatching = true)
    Uni<Void> read(ContainerRequestContext context, HttpServerRequest request) {
        return hasBody(request)
                ? whole(request)
                        .invoke(body -> context.setEntityStream(new ByteArrayInputStream(body.getBytes())))
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private Uni<Buffer> whole(HttpServerRequest request) {
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
        return UniHelper.toUni(whole.future());
    }

    /** Once it is too large the rest is dropped as it comes, so that the client gets to read the answer. */
    private void append(Buffer part, Buffer body, Promise<Buffer> whole) {
        if (body.length() + part.length() > limit) {
            whole.tryFail(Problem.CONTENT_TOO_LARGE.failure());
        } else {
            body.appendBuffer(part);
        }
    }

    private static boolean hasBody(HttpServerRequest request) {
        return declaredLength(request) >= 0
                || request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || request.version() == HttpVersion.HTTP_2;
    }

    /** Minus one where the length is unknown; what is no number has not passed the HTTP decoder. */
    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? -1 : Long.parseLong(length);
    }
}
