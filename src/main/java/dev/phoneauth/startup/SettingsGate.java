package dev.phoneauth.startup;

import dev.phoneauth.settings.Faults;
import dev.phoneauth.settings.SettingsCheck;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** Nothing starts with settings that are wrong, and all that is wrong is said at once. */
@ApplicationScoped
class SettingsGate {
    private final List<SettingsCheck> checks;

    SettingsGate(@All List<SettingsCheck> checks) {
        this.checks = checks;
    }

    void refuseWrongSettings(@Observes @Priority(10) StartupEvent start) {
        Faults faults = new Faults();
        checks.forEach(check -> check.check(faults));
        if (!faults.isEmpty()) {
            throw new StartRefused(faults.toString());
        }
    }
}
