package dev.phoneauth.code;

import dev.phoneauth.settings.Faults;
import dev.phoneauth.settings.SettingsCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** The bounds of {@link CodeConfig}; ten minutes at most are NIST SP 800-63B's and ASVS 6.5.5's. */
@ApplicationScoped
class CodeSettings implements SettingsCheck {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(10);

    private final CodeConfig config;

    CodeSettings(CodeConfig config) {
        this.config = config;
    }

    @Override
    public void check(Faults faults) {
        faults.range("phone-auth.code.length", config.length(), 4, 10)
                .range("phone-auth.code.ttl", config.ttl(), SECOND, LONGEST_LIFE)
                .range("phone-auth.code.max-tries", config.maxTries(), 1, 10)
                .range("phone-auth.code.resend-after", config.resendAfter(), SECOND, Duration.ofHours(1));
    }
}
