package dev.phoneauth.pages;

import dev.phoneauth.phone.PhoneConfig;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Serves the docs page, and while testing is enabled the demo page. A native executable has their files in the image heap. */
@ApplicationScoped
class PageRoutes {
    private static final String BASE = "/api/account/";

    private final Map<String, StaticFile> files = new HashMap<>();

    /** As {@link OpenApiRoute#load} does. */
    void load(@Observes @Initialized(ApplicationScoped.class) Object event) {
        Stream.of("index.html", "docs.css", "docs.js", "page.css", "icon.svg", "swagger-ui.css", "swagger-ui-bundle.js")
                .forEach(name -> add("docs/", name));
        Stream.of("index.html", "demo.js").forEach(name -> add("demo/", name));
    }

    void serve(@Observes Router router, PhoneConfig config) {
        router.routeWithRegex(BASE + "docs(/.*)?")
                .order(OpenApiRoute.BEFORE_QUARKUS)
                .handler(this::answer);
        if (config.testing()) {
            router.routeWithRegex(BASE + "demo(/.*)?")
                    .order(OpenApiRoute.BEFORE_QUARKUS)
                    .handler(this::answer);
            router.routeWithRegex("/|/api/account/?")
                    .order(OpenApiRoute.BEFORE_QUARKUS)
                    .handler(PageRoutes::redirectToDocs);
        }
    }

    private void add(String directory, String name) {
        StaticFile file = StaticFile.of("pages/" + directory + name);
        files.put(BASE + directory + (name.equals("index.html") ? "" : name), file);
    }

    private void answer(RoutingContext context) {
        String path = context.normalizedPath();
        boolean lacksSlash = files.containsKey(path + "/");
        if (!files.containsKey(path) && !lacksSlash) {
            context.fail(404);
        } else if (!reads(context)) {
            context.fail(405);
        } else if (lacksSlash) {
            redirect(context, path + "/");
        } else {
            files.get(path).answer(context);
        }
    }

    /** A browser alone: for other clients these paths do not exist. */
    private static void redirectToDocs(RoutingContext context) {
        String accepted = context.request().getHeader(HttpHeaders.ACCEPT);
        if (reads(context) && accepted != null && accepted.contains("text/html")) {
            redirect(context, BASE + "docs/");
        } else {
            context.next();
        }
    }

    private static boolean reads(RoutingContext context) {
        HttpMethod method = context.request().method();
        return method == HttpMethod.GET || method == HttpMethod.HEAD;
    }

    /** Relative, so that it also works behind a proxy that offers the service under another path. */
    private static void redirect(RoutingContext context, String path) {
        context.redirect(path.substring(context.normalizedPath().lastIndexOf('/') + 1));
    }
}
