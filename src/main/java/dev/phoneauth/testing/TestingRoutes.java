package dev.phoneauth.testing;

import dev.phoneauth.problem.Problem;
import dev.phoneauth.sms.TestingConfig;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.stream.Stream;

/** While testing is off, the paths of {@link TestingResource} are as unknown as any other, also to OPTIONS and POST. */
@ApplicationScoped
class TestingRoutes {
    private final TestingConfig config;

    TestingRoutes(TestingConfig config) {
        this.config = config;
    }

    void hideUnlessTesting(@Observes Router router) {
        if (!config.enabled()) {
            Stream.of("reset", "inbox").forEach(path -> hide(router, "/api/account/" + path + "/*"));
        }
    }

    private static void hide(Router router, String paths) {
        router.route(paths).handler(context -> context.fail(Problem.NOT_FOUND.failure()));
    }
}
