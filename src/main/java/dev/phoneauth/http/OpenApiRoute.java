package dev.phoneauth.docs;

import dev.phoneauth.problem.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Serves the API document as the build wrote it. A native executable is built with its bytes in the image heap; Quarkus would parse
 * and write it anew at every start (12 of 83 ms), and would answer any method with it, but not OPTIONS.
 */
@ApplicationScoped
class OpenApiRoute {
    private static final int BEFORE_QUARKUS = -1;
    private static final String PATHS = "/api/account/openapi(\\.json|\\.ya?ml)?/?";

    private final Map<Format, byte[]> documents = new EnumMap<>(Format.class);

    private enum Format {
        YAML,
        JSON;

        static Format of(RoutingContext context) {
            String path = context.normalizedPath();
            if (path.contains(".")) {
                return path.contains(".json") ? JSON : YAML;
            }
            String accept = context.request().getHeader(HttpHeaders.ACCEPT);
            boolean json = accept != null && accept.contains("application/json")
                    || "json".equalsIgnoreCase(context.request().getParam("format"));
            return json ? JSON : YAML;
        }

        String mediaType() {
            return "application/" + name().toLowerCase(Locale.ROOT) + ";charset=UTF-8";
        }
    }

    /** Runs at static initialisation: while a native executable is built, on a JVM at its start. */
    void load(@Observes @Initialized(ApplicationScoped.class) Object event) {
        for (Format format : Format.values()) {
            documents.put(format, read("META-INF/quarkus-generated-openapi-doc." + format));
        }
    }

    void serve(@Observes Router router) {
        router.routeWithRegex(PATHS).order(BEFORE_QUARKUS).handler(this::answer);
    }

    private void answer(RoutingContext context) {
        HttpMethod method = context.request().method();
        if (method == HttpMethod.GET || method == HttpMethod.HEAD) {
            Format format = Format.of(context);
            context.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, format.mediaType())
                    .end(Buffer.buffer(documents.get(format)));
        } else {
            context.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD, OPTIONS");
            refuse(context, method);
        }
    }

    private static void refuse(RoutingContext context, HttpMethod method) {
        if (method == HttpMethod.OPTIONS) {
            context.response().setStatusCode(204).end();
        } else {
            context.fail(Problem.METHOD_NOT_ALLOWED.failure());
        }
    }

    private static byte[] read(String resource) {
        try (InputStream document =
                Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
            return document.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
