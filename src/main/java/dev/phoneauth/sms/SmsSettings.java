package dev.phoneauth.sms;

import dev.phoneauth.settings.Faults;
import dev.phoneauth.settings.SettingsCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The bounds of {@link SmsConfig}, and what every sender in use needs. */
@ApplicationScoped
class SmsSettings implements SettingsCheck {
    /** With what else a request needs, its answer comes within two seconds. */
    private static final Duration LONGEST = Duration.ofMillis(1800);

    private static final Duration SHORTEST = Duration.ofMillis(50);

    private final SmsConfig config;
    private final Senders senders;

    SmsSettings(SmsConfig config, Senders senders) {
        this.config = config;
        this.senders = senders;
    }

    @Override
    public void check(Faults faults) {
        faults.range("phone-auth.sms.total-timeout", config.totalTimeout(), Duration.ofMillis(200), LONGEST);
        checkUrl(faults, "phone-auth.sms.callback-url", config.callbackUrl());
        checkUrl(
                faults,
                "phone-auth.sms.twilio.base-url",
                Optional.of(config.twilio().baseUrl()));
        checkUrl(
                faults,
                "phone-auth.sms.vonage.base-url",
                Optional.of(config.vonage().baseUrl()));
        checkHttp(faults, "webhook", config.webhook());
        checkHttp(faults, "twilio", config.twilio());
        checkHttp(faults, "vonage", config.vonage());
        senders.inUse().forEach(sender -> sender.check(faults));
    }

    private static void checkUrl(Faults faults, String setting, Optional<URI> url) {
        faults.require(url.stream().allMatch(Gateway::isHttp), setting, "must be an http or https URL");
    }

    private static void checkHttp(Faults faults, String sender, SmsConfig.Http http) {
        String prefix = "phone-auth.sms." + sender;
        faults.range(prefix + ".timeout", http.timeout(), SHORTEST, LONGEST)
                .range(prefix + ".connect-timeout", http.connectTimeout(), SHORTEST, LONGEST);
    }
}
