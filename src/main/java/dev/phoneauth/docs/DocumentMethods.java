package dev.phoneauth.docs;

import dev.phoneauth.problem.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** The API document can be read and nothing else. Quarkus would answer any method with it, but not OPTIONS. */
@ApplicationScoped
class DocumentMethods {
    private static final int BEFORE_QUARKUS = -1;
    private static final String PATHS = "/api/account/openapi(\\.[a-z]+)?/?";

    void allowReading(@Observes Router router) {
        router.routeWithRegex(PATHS).order(BEFORE_QUARKUS).handler(DocumentMethods::admit);
    }

    private static void admit(RoutingContext context) {
        HttpMethod method = context.request().method();
        if (method == HttpMethod.GET || method == HttpMethod.HEAD) {
            context.next();
        } else {
            context.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD, OPTIONS");
            answer(context, method);
        }
    }

    private static void answer(RoutingContext context, HttpMethod method) {
        if (method == HttpMethod.OPTIONS) {
            context.response().setStatusCode(204).end();
        } else {
            context.fail(Problem.METHOD_NOT_ALLOWED.failure());
        }
    }
}
