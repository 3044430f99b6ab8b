package dev.phoneauth.startup;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
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
            explain(failure, rootOf(failure));
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(exitCode, failure);
    }

    private static void explain(Throwable failure, Throwable root) {
        if (root instanceof QuarkusBindException taken) {
            LOG.errorf(
                    "phone-auth does not start: port %d is taken; set QUARKUS_HTTP_PORT or QUARKUS_MANAGEMENT_PORT to a free one",
                    taken.getPort());
        } else if (root instanceof StartRefused
                || root instanceof ConfigurationException
                || root instanceof ConfigValidationException) {
            LOG.errorf("phone-auth does not start: %s", root.getMessage());
        } else {
            LOG.error("phone-auth does not start", failure);
        }
    }

    private static Throwable rootOf(Throwable failure) {
        return failure.getCause() == null ? failure : rootOf(failure.getCause());
    }
}
