package dev.phoneauth.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Problems raised where no REST resource is reached: unknown paths, malformed URLs, bodies that are too large. */
@ApplicationScoped
class ProblemRoutes {
    private static final int BEFORE_EVERYTHING = 1_000;

    private final Problems problems;
    private final ObjectMapper json;
    private final long maxBodySize;

    ProblemRoutes(
            Problems problems,
            ObjectMapper json,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBodySize) {
        this.problems = problems;
        this.json = json;
        this.maxBodySize = maxBodySize.asLongValue();
    }

    /** Bodies are read here, whole and up to the limit only, so that whatever comes after never waits for one. */
    void readBodies(@Observes Filters filters) {
        filters.register(BodyHandler.create(false).setBodyLimit(maxBodySize), BEFORE_EVERYTHING);
    }

    void renderWhatNobodyHandles(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::fail);
        IntStream.of(400, 404, 405, 406, 413, 415, 500).forEach(status -> router.errorHandler(status, this::fail));
    }

    private void fail(RoutingContext context) {
        if (context.response().ended() || context.response().headWritten()) {
            return;
        }
        boolean bareStatus = context.failure() == null || context.statusCode() != 500;
        write(
                context,
                bareStatus && context.statusCode() > 0
                        ? Problems.ofStatus(context.statusCode(), context.failure())
                        : problems.of(context.failure()));
    }

    private void write(RoutingContext context, ProblemDetail detail) {
        HttpServerResponse response = context.response()
                .setStatusCode(detail.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemDetail.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (detail.is(Problem.NOT_AUTHENTICATED)) {
            response.putHeader("WWW-Authenticate", problems.challenge(context.request()));
        }
        try {
            response.end(json.writeValueAsString(detail));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
