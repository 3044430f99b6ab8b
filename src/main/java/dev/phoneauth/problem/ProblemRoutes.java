package dev.phoneauth.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Renders what goes wrong where no REST resource is near, such as bodies that are too large and requests too many. */
@ApplicationScoped
class ProblemRoutes {
    private final Problems problems;
    private final ObjectMapper json;

    ProblemRoutes(Problems problems, ObjectMapper json) {
        this.problems = problems;
        this.json = json;
    }

    void renderWhatNobodyHandles(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(this::fail);
    }

    private void fail(RoutingContext context) {
        if (!context.response().headWritten()) {
            boolean thrown = context.failure() != null && context.statusCode() == 500;
            write(
                    context,
                    thrown
                            ? problems.of(context.failure())
                            : problems.ofStatus(context.statusCode(), context.failure()));
        }
    }

    private void write(RoutingContext context, ProblemDetail detail) {
        ProblemHeaders.set(detail, context.request());
        try {
            context.response()
                    .setStatusCode(detail.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, ProblemDetail.MEDIA_TYPE)
                    .end(json.writeValueAsString(detail));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
