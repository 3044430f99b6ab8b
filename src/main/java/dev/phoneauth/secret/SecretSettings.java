package dev.phoneauth.secret;

import dev.phoneauth.settings.Deployment;
import dev.phoneauth.settings.Faults;
import dev.phoneauth.settings.SettingsCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Everything rests on the secret: production starts with one of its own that nobody guesses, or not at all. */
@ApplicationScoped
class SecretSettings implements SettingsCheck {
    private static final String SETTING = "phone-auth.secret";
    private static final String PREVIOUS = "phone-auth.secret-previous";

    /** Of the committed secret of dev, test and demo. */
    private static final String COMMITTED = "not-a-secret";

    private static final int LEAST_BYTES = 32;
    private static final int LEAST_DISTINCT = 8;

    private final String secret;
    private final Optional<String> previous;

    SecretSettings(
            @ConfigProperty(name = SETTING) Optional<String> secret,
            @ConfigProperty(name = PREVIOUS) Optional<String> previous) {
        this.secret = secret.orElse("");
        this.previous = previous;
    }

    @Override
    public void check(Faults faults) {
        faults.require(
                        isStrong(secret),
                        SETTING,
                        "must be at least 32 random bytes, such as `openssl rand -base64 48` prints")
                .require(
                        !(Deployment.isProduction() && secret.startsWith(COMMITTED)),
                        SETTING,
                        "is the public one of the dev, test and demo profiles; set one of your own, such as"
                                + " `openssl rand -base64 48` prints")
                .require(
                        previous.map(SecretSettings::isStrong).orElse(true),
                        PREVIOUS,
                        "must be the secret that was in force before, whole");
    }

    private static boolean isStrong(String secret) {
        return secret.getBytes(StandardCharsets.UTF_8).length >= LEAST_BYTES
                && secret.chars().distinct().count() >= LEAST_DISTINCT;
    }
}
