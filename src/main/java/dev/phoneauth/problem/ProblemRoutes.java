package dev.phoneauth.problem;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;

/** Renders failures outside of REST resources, such as a body that is too large or one request too many. */
@ApplicationScoped
class ProblemRoutes {
    private static final long LINGER_MILLIS = 1_000;

    @Inject ProblemMapper problems;

    void renderFailures(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::fail);
    }

    /** Quarkus would log what a client breaks off or spells wrongly with a stack trace. */
    void renderFailures(@Observes ManagementInterface management) {
        renderFailures(management.router());
    }

    private void fail(RoutingContext context) {
        if (!context.response().headWritten()) {
            ProblemDetail detail = problems.detail(context.statusCode(), context.failure());
            setHeaders(detail, context.request());
            if (endsConnection(detail)) {
                closeSoon(context);
            }
            context.response()
                    .setStatusCode(detail.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, ProblemDetail.MEDIA_TYPE)
                    .end(Json.encodeToBuffer(detail));
        }
    }

    static void setHeaders(ProblemDetail detail, HttpServerRequest request) {
        HttpServerResponse response = request.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (detail.is(Problem.NOT_AUTHENTICATED)) {
            response.putHeader(HttpHeaders.WWW_AUTHENTICATE, challenge(request));
        }
        if (detail.retryAfter() != null) {
            response.putHeader(HttpHeaders.RETRY_AFTER, detail.retryAfter().toString());
        }
    }

    /** What follows on the connection may be the rest of this request: its end is not known or not waited for. */
    private static boolean endsConnection(ProblemDetail detail) {
        return detail.is(Problem.INVALID_REQUEST)
                || detail.is(Problem.CONTENT_TOO_LARGE)
                || detail.is(Problem.REQUEST_TIMEOUT);
    }

    /**
     * Vert.x would read the rest of the body for ever. A client that still sends could not read the answer if the connection
     * were closed at once.
     */
    private static void closeSoon(RoutingContext context) {
        context.response().putHeader("Connection", "close");
        HttpConnection connection = context.request().connection();
        context.vertx().setTimer(LINGER_MILLIS, late -> connection.close());
    }

    /** RFC 6750, section 3: {@code error} only if the request carried a token. */
    private static String challenge(HttpServerRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith("bearer ")
                ? "Bearer error=\"invalid_token\""
                : "Bearer";
    }
}
