package dev.phoneauth.startup;

import dev.phoneauth.phone.PhoneConfig;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.util.ExceptionUtil;
import io.quarkus.vertx.http.HttpServerStart;
import io.smallrye.config.ConfigValidationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.net.BindException;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/**
 * Starts the service, and logs the address to try first and what is not for production. A start that fails for a reason that
 * the operator can mend says so in a sentence, without a stack trace.
 */
@QuarkusMain
@ApplicationScoped
public class Main {
    private static final Logger LOG = Logger.getLogger("dev.phoneauth");

    public static void main(String... arguments) {
        // Netty asks ConnectionLimits about new connections.
        System.setProperty("io.netty.bootstrap.extensions", "serviceload");
        Quarkus.run(null, Main::end, arguments);
    }

    void greet(@ObservesAsync HttpServerStart start, PhoneConfig config) {
        if (ConfigUtils.isProfileActive("demo")) {
            LOG.warn("This is the demo profile: the secret is public, anyone can read the codes, and most limits are"
                    + " off. Do not use it for real users; set QUARKUS_PROFILE=prod");
        } else if (config.testing()) {
            LOG.warn(
                    "Testing is enabled (PHONE_AUTH_TESTING_ENABLED): anyone who can read /api/account/inbox/ can sign in"
                            + " as any user");
        }
        LOG.info("The docs page is at http://localhost:" + start.options().getPort() + "/api/account/docs/");
    }

    private static void end(int exitCode, Throwable failure) {
        if (failure != null) {
            explain(failure, ExceptionUtil.getRootCause(failure));
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(exitCode, failure);
    }

    private static void explain(Throwable failure, Throwable root) {
        if (root instanceof QuarkusBindException unbound) {
            refuse(cannotListen(unbound, "HTTP", unbound.getPort()));
        } else if (root instanceof BindException unbound) {
            int port = ConfigProvider.getConfig().getValue("quarkus.management.port", int.class);
            refuse(cannotListen(unbound, "MANAGEMENT", port));
        } else if (root instanceof ConfigValidationException invalid) {
            refuse(SettingMessages.of(invalid));
        } else if (ExceptionUtil.generateStackTrace(failure).contains("invalid connection URI")) {
            refuse(SettingMessages.withVariables("quarkus.datasource.reactive.url " + QuarkusConfig.POSTGRES));
        } else if (root instanceof ConfigurationException) {
            refuse(SettingMessages.withVariables(root.getMessage()));
        } else {
            LOG.error("phone-auth does not start", failure);
        }
    }

    private static void refuse(String reason) {
        LOG.errorf("phone-auth does not start: %s", reason);
    }

    /** The reason is the operating system's, in English, as Quarkus and the JDK pass it on. */
    private static String cannotListen(BindException unbound, String listener, int port) {
        String reason = unbound.getMessage();
        return reason.contains("in use")
                ? "port " + port + " is taken; set QUARKUS_" + listener + "_PORT to a free one"
                : "it cannot listen on port " + port + ": " + reason + "; see QUARKUS_" + listener
                        + "_PORT and QUARKUS_" + listener + "_HOST";
    }
}
