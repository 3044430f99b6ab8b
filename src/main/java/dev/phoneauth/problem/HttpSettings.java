package dev.phoneauth.problem;

import dev.phoneauth.settings.Faults;
import dev.phoneauth.settings.SettingsCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;

/** What {@link HttpConfig} may be. */
@ApplicationScoped
class HttpSettings implements SettingsCheck {
    private static final Set<Integer> UNAUTHENTICATED = Set.of(401, 403);

    private final HttpConfig config;

    HttpSettings(HttpConfig config) {
        this.config = config;
    }

    @Override
    public void check(Faults faults) {
        int status = config.unauthenticatedStatus();
        faults.require(
                        UNAUTHENTICATED.contains(status),
                        "phone-auth.http.unauthenticated-status",
                        "must be 401 or 403, but is " + status)
                .range(
                        "phone-auth.http.body-timeout",
                        config.bodyTimeout(),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(1));
    }
}
