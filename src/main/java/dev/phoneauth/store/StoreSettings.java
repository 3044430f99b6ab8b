package dev.phoneauth.store;

import dev.phoneauth.settings.Faults;
import dev.phoneauth.settings.SettingsCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** The bounds of {@link StoreConfig}. */
@ApplicationScoped
class StoreSettings implements SettingsCheck {
    private final StoreConfig config;

    StoreSettings(StoreConfig config) {
        this.config = config;
    }

    @Override
    public void check(Faults faults) {
        faults.range("phone-auth.store.timeout", config.timeout(), Duration.ofMillis(50), Duration.ofSeconds(5));
    }
}
