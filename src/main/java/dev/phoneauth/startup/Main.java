package dev.phoneauth.startup;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.util.ExceptionUtil;
import io.smallrye.config.ConfigValidationException;
import java.net.BindException;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/** Starts the service. A start that fails for a reason the operator can mend says so in a sentence, without a stack trace. */
@QuarkusMain
public class Main {
    private static final Logger LOG = Logger.getLogger("dev.phoneauth");

    public static void main(String... arguments) {
        Quarkus.run(null, Main::end, arguments);
    }

    private static void end(int exitCode, Throwable failure) {
        if (failure != null) {
            explain(failure, ExceptionUtil.getRootCause(failure));
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(exitCode, failure);
    }

    private static void explain(Throwable failure, Throwable root) {
        if (root instanceof BindException unbound) {
            LOG.errorf("phone-auth does not start: %s", sentence(unbound));
        } else if (root instanceof StartRefused
                || root instanceof ConfigurationException
                || root instanceof ConfigValidationException) {
            LOG.errorf("phone-auth does not start: %s", root.getMessage());
        } else {
            LOG.error("phone-auth does not start", failure);
        }
    }

    /** Quarkus names the port of the API, but not that of the management interface. */
    private static String sentence(BindException unbound) {
        return unbound instanceof QuarkusBindException api
                ? sentence(unbound, "HTTP", api.getPort())
                : sentence(
                        unbound,
                        "MANAGEMENT",
                        ConfigProvider.getConfig().getValue("quarkus.management.port", int.class));
    }

    private static String sentence(BindException unbound, String listener, int port) {
        return unbound.getMessage().contains("in use")
                ? "port %d is taken; set QUARKUS_%s_PORT to a free one".formatted(port, listener)
                : "it cannot listen on port %d: %s; see QUARKUS_%s_PORT and QUARKUS_%3$s_HOST"
                        .formatted(port, unbound.getMessage(), listener);
    }
}
