package dev.phoneauth.startup;

import dev.phoneauth.phone.PhoneConfig;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;

/** Logs the address to try first, and warns of what is not for production. */
@ApplicationScoped
class Welcome {
    private static final Logger LOG = Logger.getLogger("dev.phoneauth");

    /** The value of {@code quarkus.swagger-ui.path}, which exists only at build time. */
    private static final String DOCS = "/api/account/docs/";

    @Inject PhoneConfig config;

    void greet(@ObservesAsync HttpServerStart start) {
        if (ConfigUtils.isProfileActive("demo")) {
            LOG.warn("This is the demo profile: the secret is public, anyone can read the codes, and most limits are"
                    + " off. Do not use it for real users; set QUARKUS_PROFILE=prod");
        } else if (config.testing()) {
            LOG.warn(
                    "Testing is enabled (PHONE_AUTH_TESTING_ENABLED): anyone who can read /api/account/inbox/ can sign in"
                            + " as any user");
        }
        LOG.info("The docs page is at http://localhost:" + start.options().getPort() + DOCS);
    }
}
