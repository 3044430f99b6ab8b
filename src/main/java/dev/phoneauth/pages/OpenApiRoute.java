package dev.phoneauth.pages;

import dev.phoneauth.store.Resource;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.Map;

/**
 * Serves the API document as the build has written it. A native executable has it in the image heap. Quarkus would parse and
 * write it at every start (12 of 83 ms), and answer every method with it.
 */
@ApplicationScoped
class OpenApiRoute {
    static final int BEFORE_QUARKUS = -1;
    private static final String PATHS = "/api/account/openapi(\\.json|\\.ya?ml)?/?";
    private static final String YAML = "application/yaml";
    private static final String JSON = "application/json";

    private final Map<String, StaticFile> documents = new HashMap<>();

    /** Runs at static initialisation: while a native executable is built, on a JVM at its start. */
    void load(@Observes @Initialized(ApplicationScoped.class) Object event) {
        documents.put(YAML, new StaticFile(YAML, Resource.text("META-INF/quarkus-generated-openapi-doc.YAML")));
        documents.put(JSON, new StaticFile(JSON, Resource.text("META-INF/quarkus-generated-openapi-doc.JSON")));
    }

    void serve(@Observes Router router) {
        router.routeWithRegex(PATHS)
                .order(BEFORE_QUARKUS)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .produces(YAML)
                .produces(JSON)
                .handler(this::answer);
        router.routeWithRegex(PATHS).order(BEFORE_QUARKUS).handler(OpenApiRoute::refuse);
    }

    private void answer(RoutingContext context) {
        documents.get(type(context)).answer(context);
    }

    /** By the name or the parameter that Quarkus reads too, else by {@code Accept}. */
    private static String type(RoutingContext context) {
        String named = context.normalizedPath() + context.request().getParam("format");
        String accepted = context.getAcceptableContentType();
        return named.contains("json") || JSON.equals(accepted) ? JSON : YAML;
    }

    private static void refuse(RoutingContext context) {
        HttpMethod method = context.request().method();
        context.fail(method == HttpMethod.GET || method == HttpMethod.HEAD ? 406 : 405);
    }
}
