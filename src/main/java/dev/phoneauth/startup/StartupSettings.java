package dev.phoneauth.startup;

import dev.phoneauth.settings.Faults;
import dev.phoneauth.settings.SettingsCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The bounds of {@link StartupConfig}, and the listeners that Quarkus can be told to open. */
@ApplicationScoped
class StartupSettings implements SettingsCheck {
    private static final String NO_SOCKETS = "must be false: Unix domain sockets are not supported";
    private static final String SOCKET = "quarkus.http.domain-socket-enabled";
    private static final String MANAGEMENT_SOCKET = "quarkus.management.domain-socket-enabled";

    private final StartupConfig config;
    private final int port;
    private final int managementPort;
    private final boolean socket;
    private final boolean managementSocket;

    StartupSettings(
            StartupConfig config,
            @ConfigProperty(name = "quarkus.http.port") int port,
            @ConfigProperty(name = "quarkus.management.port") int managementPort,
            @ConfigProperty(name = SOCKET) boolean socket,
            @ConfigProperty(name = MANAGEMENT_SOCKET) boolean managementSocket) {
        this.config = config;
        this.port = port;
        this.managementPort = managementPort;
        this.socket = socket;
        this.managementSocket = managementSocket;
    }

    @Override
    public void check(Faults faults) {
        faults.range("phone-auth.startup.patience", config.patience(), Duration.ZERO, Duration.ofHours(1))
                .require(
                        port != managementPort || port == 0,
                        "quarkus.management.port",
                        "must differ from quarkus.http.port, " + port + ": the management port is not for clients")
                .require(!socket, SOCKET, NO_SOCKETS)
                .require(!managementSocket, MANAGEMENT_SOCKET, NO_SOCKETS);
    }
}
