package dev.phoneauth.phone;

import dev.phoneauth.settings.Faults;
import dev.phoneauth.settings.SettingsCheck;
import jakarta.enterprise.context.ApplicationScoped;

/** What {@link PhoneConfig} may be. */
@ApplicationScoped
class PhoneSettings implements SettingsCheck {
    private final PhoneConfig config;

    PhoneSettings(PhoneConfig config) {
        this.config = config;
    }

    @Override
    public void check(Faults faults) {
        config.defaultRegion()
                .ifPresent(region -> faults.require(
                        PhoneNumbers.isCountry(region),
                        "phone-auth.phone.default-region",
                        "must be an ISO 3166 country such as DE, but is " + region));
    }
}
