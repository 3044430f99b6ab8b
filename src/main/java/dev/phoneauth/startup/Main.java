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

/** Starts the service. A start that fails for a reason that the operator can mend says so in a sentence, without a stack trace. */
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
        if (root instanceof QuarkusBindException unbound) {
            refuse(cannotListen(unbound, "HTTP", unbound.getPort()));
        } else if (root instanceof BindException unbound) {
            int port = ConfigProvider.getConfig().getValue("quarkus.management.port", int.class);
            refuse(cannotListen(unbound, "MANAGEMENT", port));
        } else if (root instanceof ConfigValidationException invalid) {
            refuse(SettingMessages.of(invalid));
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
                ? "port %s is taken; set QUARKUS_%s_PORT to a free one".formatted(port, listener)
                : "it cannot listen on port %s: %s; see QUARKUS_%s_PORT and QUARKUS_%s_HOST"
                        .formatted(port, reason, listener, listener);
    }
}
