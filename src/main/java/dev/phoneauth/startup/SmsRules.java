package dev.phoneauth.startup;

import dev.phoneauth.event.EventsConfig;
import dev.phoneauth.phone.TestNumbersConfig;
import dev.phoneauth.sms.App;
import dev.phoneauth.sms.CountryRoute;
import dev.phoneauth.sms.SmsConfig;
import dev.phoneauth.sms.SmsConfig.Kind;
import dev.phoneauth.sms.TestingConfig;
import dev.phoneauth.webhook.WebhookSecret;
import io.smallrye.config.SmallRyeConfig;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Rules across the settings of texts and webhooks: what each sender in use needs, and where testing is allowed. */
final class SmsRules {
    private static final String NEEDED = "must be set for the sender ";

    private SmsRules() {}

    static void check(BrokenRules rules, SmallRyeConfig settings, boolean production) {
        SmsConfig sms = settings.getConfigMapping(SmsConfig.class);
        checkTesting(rules, settings, production);
        checkTexts(rules, sms);
        used(sms).forEach(sender -> {
            switch (sender) {
                case LOG -> {}
                case WEBHOOK -> checkWebhook(rules, sms.webhook());
                case TWILIO -> checkTwilio(rules, sms.twilio());
                case VONAGE -> checkVonage(rules, sms.vonage());
            }
        });
        EventsConfig events = settings.getConfigMapping(EventsConfig.class);
        rules.require(
                events.url().isEmpty()
                        || events.secret().flatMap(WebhookSecret::parse).isPresent(),
                "phone-auth.events.secret",
                WebhookSecret.RULE);
    }

    private static void checkTesting(BrokenRules rules, SmallRyeConfig settings, boolean production) {
        boolean testing = settings.getConfigMapping(TestingConfig.class).enabled();
        Set<Kind> used = used(settings.getConfigMapping(SmsConfig.class));
        rules.require(
                testing || !used.contains(Kind.LOG),
                "phone-auth.sms.senders",
                "has log, which prints codes: name a real sender, or turn on phone-auth.testing.enabled");
        rules.require(
                !production || !testing || Set.of(Kind.LOG).containsAll(used),
                "phone-auth.testing.enabled",
                "must be false beside a real sender: anyone who can read the test inbox can sign in as any user");
        TestNumbersConfig numbers = settings.getConfigMapping(TestNumbersConfig.class);
        rules.require(
                !production
                        || numbers.testNumbers().isEmpty()
                        || numbers.testNumbersUntil().isPresent(),
                "phone-auth.test-numbers-until",
                "must be the last day, such as 2026-12-31, on which the test numbers work");
    }

    private static void checkTexts(BrokenRules rules, SmsConfig sms) {
        List<String> apps =
                sms.apps().stream().flatMap(List::stream).map(App::id).toList();
        rules.require(
                sms.senders().isPresent(),
                "phone-auth.sms.senders",
                "must name at least one sender for countries without a route, such as webhook");
        rules.require(
                sms.defaultApp().stream().allMatch(apps::contains),
                "phone-auth.sms.default-app",
                "must be one of phone-auth.sms.apps");
        rules.require(
                sms.locales().contains(sms.defaultLocale()),
                "phone-auth.sms.default-locale",
                "must be one of phone-auth.sms.locales");
    }

    private static void checkWebhook(BrokenRules rules, SmsConfig.Webhook webhook) {
        rules.require(webhook.url().isPresent(), "phone-auth.sms.webhook.url", NEEDED + "webhook");
        rules.require(
                webhook.secret().flatMap(WebhookSecret::parse).isPresent(),
                "phone-auth.sms.webhook.secret",
                WebhookSecret.RULE);
    }

    private static void checkTwilio(BrokenRules rules, SmsConfig.Twilio twilio) {
        rules.require(
                twilio.accountSid().filter(sid -> sid.matches("AC\\w+")).isPresent(),
                "phone-auth.sms.twilio.account-sid",
                NEEDED + "twilio: it begins with AC");
        rules.require(twilio.authToken().isPresent(), "phone-auth.sms.twilio.auth-token", NEEDED + "twilio");
        rules.require(twilio.from().isPresent(), "phone-auth.sms.twilio.from", NEEDED + "twilio");
    }

    private static void checkVonage(BrokenRules rules, SmsConfig.Vonage vonage) {
        rules.require(vonage.apiKey().isPresent(), "phone-auth.sms.vonage.api-key", NEEDED + "vonage");
        rules.require(vonage.apiSecret().isPresent(), "phone-auth.sms.vonage.api-secret", NEEDED + "vonage");
        rules.require(vonage.from().isPresent(), "phone-auth.sms.vonage.from", NEEDED + "vonage");
    }

    /** In the chain of all countries or in one of a route. */
    private static Set<Kind> used(SmsConfig sms) {
        Set<Kind> used = EnumSet.noneOf(Kind.class);
        sms.senders().ifPresent(used::addAll);
        sms.routes().stream().flatMap(List::stream).map(CountryRoute::sender).forEach(used::add);
        return used;
    }
}
