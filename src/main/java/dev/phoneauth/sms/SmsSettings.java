package dev.phoneauth.sms;

import dev.phoneauth.settings.Deployment;
import dev.phoneauth.settings.Faults;
import dev.phoneauth.settings.SettingsCheck;
import dev.phoneauth.sms.SmsConfig.Kind;
import dev.phoneauth.webhook.WebhookSecret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Bounds and rules of {@link SmsConfig}: what each sender in use needs, and where testing is allowed. */
@ApplicationScoped
class SmsSettings implements SettingsCheck {
    private static final String PREFIX = "phone-auth.sms.";
    private static final Duration SHORTEST = Duration.ofMillis(50);

    /** With everything else that a request needs, its answer comes within two seconds. */
    private static final Duration LONGEST = Duration.ofMillis(1800);

    @Inject
    SmsConfig config;

    @Inject
    TestingConfig testing;

    @Inject
    TemplateCheck templates;

    @Override
    public void check(Faults faults) {
        checkTexts(faults);
        checkHttp(faults, "webhook", config.webhook());
        checkHttp(faults, "twilio", config.twilio());
        checkHttp(faults, "vonage", config.vonage());
        checkUrl(faults, "callback-url", config.callbackUrl());
        checkUrl(faults, "twilio.base-url", Optional.of(config.twilio().baseUrl()));
        checkUrl(faults, "vonage.base-url", Optional.of(config.vonage().baseUrl()));
        checkSenders(faults, used());
        checkCredentials(faults, used());
    }

    private void checkTexts(Faults faults) {
        List<String> apps =
                config.apps().stream().flatMap(List::stream).map(App::id).toList();
        List<Locale> locales =
                config.locales().stream().map(Locale::forLanguageTag).toList();
        Locale byDefault = Locale.forLanguageTag(config.defaultLocale());
        String setting = PREFIX + "templates";
        faults.require(locales.contains(byDefault), PREFIX + "default-locale", "must be one of phone-auth.sms.locales")
                .require(
                        config.defaultApp().stream().allMatch(apps::contains),
                        PREFIX + "default-app",
                        "must be one of phone-auth.sms.apps");
        templates.faults().forEach(fault -> faults.require(false, setting, fault.substring(setting.length() + 1)));
    }

    private static void checkHttp(Faults faults, String sender, SmsConfig.Http http) {
        faults.range(PREFIX + sender + ".timeout", http.timeout(), SHORTEST, LONGEST)
                .range(PREFIX + sender + ".connect-timeout", http.connectTimeout(), SHORTEST, LONGEST);
    }

    private static void checkUrl(Faults faults, String setting, Optional<URI> url) {
        faults.require(
                url.stream()
                        .allMatch(known -> known.getHost() != null
                                && String.valueOf(known.getScheme()).matches("https?")),
                PREFIX + setting,
                "must be an http or https URL");
    }

    private void checkSenders(Faults faults, Set<Kind> used) {
        faults.range(PREFIX + "total-timeout", config.totalTimeout(), Duration.ofMillis(200), LONGEST)
                .require(
                        config.senders().isPresent(),
                        PREFIX + "senders",
                        "must name who sends the texts, such as webhook")
                .require(
                        testing.enabled() || !used.contains(Kind.LOG),
                        PREFIX + "senders",
                        "has log, which prints codes: name a real sender, or turn on phone-auth.testing.enabled")
                .require(
                        !Deployment.isProduction()
                                || !testing.enabled()
                                || Set.of(Kind.LOG).containsAll(used),
                        "phone-auth.testing.enabled",
                        "must be false beside a real sender: anyone who can read the test inbox can sign in as any user");
    }

    private void checkCredentials(Faults faults, Set<Kind> used) {
        if (used.contains(Kind.WEBHOOK)) {
            checkUrl(faults, "webhook.url", config.webhook().url().or(() -> Optional.of(URI.create(""))));
            faults.require(
                    config.webhook().secret().flatMap(WebhookSecret::parse).isPresent(),
                    PREFIX + "webhook.secret",
                    WebhookSecret.RULE);
        }
        if (used.contains(Kind.TWILIO)) {
            require(
                    faults,
                    "twilio.account-sid",
                    config.twilio().accountSid().filter(sid -> sid.matches("AC\\w+")),
                    ": AC…");
            require(faults, "twilio.auth-token", config.twilio().authToken(), "");
            require(faults, "twilio.from", config.twilio().from(), ": a number, or a messaging service (MG…)");
        }
        if (used.contains(Kind.VONAGE)) {
            require(faults, "vonage.api-key", config.vonage().apiKey(), "");
            require(faults, "vonage.api-secret", config.vonage().apiSecret(), "");
            require(faults, "vonage.from", config.vonage().from(), "");
        }
    }

    private static void require(Faults faults, String setting, Optional<String> value, String hint) {
        String sender = setting.substring(0, setting.indexOf('.'));
        faults.require(value.isPresent(), PREFIX + setting, "must be set for the sender " + sender + hint);
    }

    private Set<Kind> used() {
        return Stream.concat(
                        config.senders().stream().flatMap(List::stream),
                        config.routes().stream().flatMap(List::stream).map(CountryRoute::sender))
                .collect(Collectors.toSet());
    }
}
