package dev.phoneauth.event;

import dev.phoneauth.settings.Faults;
import dev.phoneauth.settings.SettingsCheck;
import dev.phoneauth.webhook.WebhookSecret;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** The bounds of {@link EventsConfig}. */
@ApplicationScoped
class EventSettings implements SettingsCheck {
    private final EventsConfig config;

    EventSettings(EventsConfig config) {
        this.config = config;
    }

    @Override
    public void check(Faults faults) {
        faults.require(
                        config.url().stream()
                                .allMatch(url -> String.valueOf(url.getScheme()).matches("https?")),
                        "phone-auth.events.url",
                        "must be an http or https URL")
                .require(
                        config.url().isEmpty()
                                || config.secret().flatMap(WebhookSecret::parse).isPresent(),
                        "phone-auth.events.secret",
                        WebhookSecret.RULE)
                .range("phone-auth.events.timeout", config.timeout(), Duration.ofMillis(100), Duration.ofSeconds(30))
                .range("phone-auth.events.poll-every", config.pollEvery(), Duration.ofSeconds(1), Duration.ofMinutes(1))
                .range(
                        "phone-auth.events.give-up-after",
                        config.giveUpAfter(),
                        Duration.ofMinutes(1),
                        Duration.ofDays(30));
    }
}
