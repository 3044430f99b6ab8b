package dev.phoneauth.overload;

import dev.phoneauth.settings.Faults;
import dev.phoneauth.settings.SettingsCheck;
import jakarta.enterprise.context.ApplicationScoped;

/** The bounds of {@link OverloadConfig}. */
@ApplicationScoped
class OverloadSettings implements SettingsCheck {
    private final OverloadConfig config;

    OverloadSettings(OverloadConfig config) {
        this.config = config;
    }

    @Override
    public void check(Faults faults) {
        faults.range("phone-auth.overload.in-flight", config.inFlight(), 8, 100_000);
    }
}
