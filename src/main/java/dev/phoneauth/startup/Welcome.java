package dev.phoneauth.startup;

import dev.phoneauth.settings.Deployment;
import dev.phoneauth.sms.TestingConfig;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import org.jboss.logging.Logger;

/** Says where to look first, and what must not stay this way. */
@ApplicationScoped
class Welcome {
    private static final Logger LOG = Logger.getLogger("dev.phoneauth");

    /** As {@code quarkus.swagger-ui.path}, which exists only while the service is built. */
    private static final String DOCS = "/api/account/docs/";

    private final TestingConfig testing;

    Welcome(TestingConfig testing) {
        this.testing = testing;
    }

    void greet(@ObservesAsync HttpServerStart start) {
        if (Deployment.isDemo()) {
            LOG.warn(
                    "This is the demo profile: its secret is public, its codes are readable by anybody, its budgets are"
                            + " wide open. Not for real people; run the prod profile for them");
        } else if (testing.enabled()) {
            LOG.warn(
                    "Testing is enabled (PHONE_AUTH_TESTING_ENABLED): whoever reaches /api/account/inbox/ is everybody");
        }
        LOG.infof("Try it: http://localhost:%d%s", start.options().getPort(), DOCS);
    }
}
