package dev.phoneauth.startup;

import dev.phoneauth.settings.Faults;
import dev.phoneauth.settings.SettingsCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** The bounds of {@link StartupConfig}. */
@ApplicationScoped
class StartupSettings implements SettingsCheck {
    private final StartupConfig config;

    StartupSettings(StartupConfig config) {
        this.config = config;
    }

    @Override
    public void check(Faults faults) {
        faults.range("phone-auth.startup.patience", config.patience(), Duration.ZERO, Duration.ofHours(1));
    }
}
