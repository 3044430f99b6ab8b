package dev.phoneauth.sms;

import dev.phoneauth.testsupport.Gateway;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;

/**
 * A chain of three gateways, {@code webhook,twilio,vonage}, each a real HTTP server. Numbers of Germany go to the first
 * alone, those of France to the second, those of Spain to the third, those of Italy to the third
 * and then the first, those of Poland to the second and then the first.
 */
public class Gateways implements QuarkusTestResourceLifecycleManager {
    static final String WEBHOOK_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    static final String TWILIO_TOKEN = "twilio-token";
    static final String VONAGE_SIGNATURE_SECRET = "vonage-signature-secret";
    static final String PUBLIC_URL = "https://auth.example.com/sign-in";

    private Gateway webhook;
    private Gateway twilio;
    private Gateway vonage;

    /** A field that one of them is put into, by its name. */
    @Target(ElementType.FIELD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Inject {}

    @Override
    public Map<String, String> start() {
        webhook = new Gateway();
        twilio = new Gateway();
        vonage = new Gateway();
        return Map.ofEntries(
                Map.entry("phone-auth.sms.senders", "webhook,twilio,vonage"),
                Map.entry(
                        "phone-auth.sms.routes",
                        "DE=webhook,FR=twilio,ES=vonage,IT=vonage,IT=webhook,PL=twilio,PL=webhook"),
                Map.entry("phone-auth.sms.callback-url", PUBLIC_URL),
                Map.entry("phone-auth.sms.vonage.signature-secret", VONAGE_SIGNATURE_SECRET),
                Map.entry("phone-auth.sms.apps", "web=@example.com,android-prod=FA+9qCX9VSu"),
                Map.entry("phone-auth.test-numbers", "+15005550006=001234"),
                Map.entry("phone-auth.test-numbers-until", "2999-12-31"),
                Map.entry("phone-auth.sms.webhook.url", webhook.url() + "/sms"),
                Map.entry("phone-auth.sms.webhook.secret", WEBHOOK_SECRET),
                Map.entry("phone-auth.sms.twilio.base-url", twilio.url() + "/twilio/"),
                Map.entry("phone-auth.sms.twilio.account-sid", "AC123"),
                Map.entry("phone-auth.sms.twilio.auth-token", TWILIO_TOKEN),
                Map.entry("phone-auth.sms.twilio.from", "+15005550006"),
                Map.entry("phone-auth.sms.vonage.base-url", vonage.url() + "/vonage"),
                Map.entry("phone-auth.sms.vonage.api-key", "key"),
                Map.entry("phone-auth.sms.vonage.api-secret", "secret"),
                Map.entry("phone-auth.sms.vonage.from", "phoneauth"));
    }

    @Override
    public void inject(TestInjector injector) {
        Map.of("webhook", webhook, "twilio", twilio, "vonage", vonage)
                .forEach((name, gateway) -> injector.injectIntoFields(
                        gateway,
                        field -> field.isAnnotationPresent(Inject.class)
                                && field.getName().equals(name)));
    }

    @Override
    public void stop() {
        webhook.close();
        twilio.close();
        vonage.close();
    }
}
