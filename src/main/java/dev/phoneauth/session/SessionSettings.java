package dev.phoneauth.session;

import dev.phoneauth.settings.Faults;
import dev.phoneauth.settings.SettingsCheck;
import dev.phoneauth.token.KeyFiles;
import dev.phoneauth.token.SessionConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The bounds of {@link SessionConfig}, and of who issues tokens to whom. */
@ApplicationScoped
class SessionSettings implements SettingsCheck {
    private static final String PREFIX = "phone-auth.session.";
    private static final Duration YEAR = Duration.ofDays(365);

    private final SessionConfig config;
    private final KeyFiles files;
    private final String issuer;
    private final String audience;

    SessionSettings(
            SessionConfig config,
            KeyFiles files,
            @ConfigProperty(name = "phone-auth.issuer") String issuer,
            @ConfigProperty(name = "phone-auth.audience") String audience) {
        this.config = config;
        this.files = files;
        this.issuer = issuer;
        this.audience = audience;
    }

    @Override
    public void check(Faults faults) {
        checkLives(faults);
        checkKeys(faults);
        faults.require(
                        isUrl(issuer),
                        "phone-auth.issuer",
                        "must be the http or https address that clients reach this by")
                .require(!audience.isBlank(), "phone-auth.audience", "must name for whom the tokens are");
    }

    private void checkLives(Faults faults) {
        faults.range(PREFIX + "access-ttl", config.accessTtl(), Duration.ofSeconds(10), Duration.ofHours(24))
                .range(PREFIX + "idle-ttl", config.idleTtl(), config.accessTtl(), config.maxTtl())
                .range(PREFIX + "max-ttl", config.maxTtl(), config.accessTtl(), YEAR.multipliedBy(10))
                .range(PREFIX + "reuse-grace", config.reuseGrace(), Duration.ZERO, Duration.ofMinutes(1));
    }

    private void checkKeys(Faults faults) {
        SessionConfig.Keys keys = config.keys();
        faults.range(PREFIX + "keys.lead", keys.lead(), Duration.ofSeconds(1), Duration.ofDays(7))
                .range(
                        PREFIX + "keys.rotate-every",
                        keys.rotateEvery(),
                        keys.lead().multipliedBy(2),
                        YEAR)
                .require(
                        files.fault().isEmpty(),
                        PREFIX + "keys.files",
                        files.fault().orElse(""));
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
