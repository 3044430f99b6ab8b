package dev.phoneauth.startup;

import dev.phoneauth.phone.PhoneConfig;
import dev.phoneauth.sms.App;
import dev.phoneauth.sms.SenderKind;
import dev.phoneauth.sms.SmsConfig;
import dev.phoneauth.webhook.WebhookConfig;
import dev.phoneauth.webhook.WebhookSecret;
import io.smallrye.config.SmallRyeConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rules across the settings of texts and webhooks: what each sender in use needs, and where testing is allowed. */
final class SmsRules {
    private static final Map<SenderKind, List<String>> NEEDED = Map.of(
            SenderKind.LOG, List.of(),
            SenderKind.WEBHOOK, List.of("url", "secret"),
            SenderKind.TWILIO, List.of("account-sid", "auth-token", "from"),
            SenderKind.VONAGE, List.of("api-key", "api-secret", "from"));

    private SmsRules() {}

    static void check(SettingMessages messages, SmallRyeConfig settings, boolean production) {
        SmsConfig sms = settings.getConfigMapping(SmsConfig.class);
        WebhookConfig webhooks = settings.getConfigMapping(WebhookConfig.class);
        sms.used().forEach(sender -> checkSender(messages, settings, sender));
        checkTesting(messages, sms, settings.getConfigMapping(PhoneConfig.class), production);
        checkTexts(messages, sms);
        TemplateRules.check(messages, sms);
        messages.require(
                webhooks.smsSecret().map(WebhookSecret::parse).stream().allMatch(Optional::isPresent),
                "phone-auth.sms.webhook.secret",
                WebhookSecret.RULE);
        messages.require(
                webhooks.eventsUrl().isEmpty()
                        || webhooks.eventsSecret().flatMap(WebhookSecret::parse).isPresent(),
                "phone-auth.events.secret",
                WebhookSecret.RULE);
    }

    private static void checkSender(SettingMessages messages, SmallRyeConfig settings, SenderKind sender) {
        for (String name : NEEDED.get(sender)) {
            String setting = "phone-auth.sms." + sender.value() + "." + name;
            boolean isSet = settings.getOptionalValue(setting, String.class).isPresent();
            messages.require(isSet, setting, "must be set for the sender " + sender.value());
        }
    }

    private static void checkTesting(SettingMessages messages, SmsConfig sms, PhoneConfig phone, boolean production) {
        messages.require(
                phone.testing() || !sms.used().contains(SenderKind.LOG),
                "phone-auth.sms.senders",
                "has log, which prints codes: name a real sender, or turn on phone-auth.testing.enabled");
        messages.require(
                !production || !phone.testing() || Set.of(SenderKind.LOG).containsAll(sms.used()),
                "phone-auth.testing.enabled",
                "must be false beside a real sender: anyone who can read the test inbox can sign in as any user");
        messages.require(
                !production
                        || phone.testNumbers().isEmpty()
                        || phone.testNumbersUntil().isPresent(),
                "phone-auth.test-numbers-until",
                "must be the last day, such as 2026-12-31, on which the test numbers work");
    }

    private static void checkTexts(SettingMessages messages, SmsConfig sms) {
        List<String> apps =
                sms.apps().stream().flatMap(List::stream).map(App::id).toList();
        messages.require(
                sms.senders().isPresent(),
                "phone-auth.sms.senders",
                "must name at least one sender for countries without a route, such as webhook");
        messages.require(
                sms.defaultApp().stream().allMatch(apps::contains),
                "phone-auth.sms.default-app",
                "must be one of phone-auth.sms.apps");
        messages.require(
                sms.locales().contains(sms.defaultLocale()),
                "phone-auth.sms.default-locale",
                "must be one of phone-auth.sms.locales");
    }
}
