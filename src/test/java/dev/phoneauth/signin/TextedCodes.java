package dev.phoneauth.signin;

import dev.phoneauth.testsupport.Gateway;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Texts go to a gateway over HTTP, which is put into every field of its type; it may be slow, or fail. */
public class TextedCodes implements QuarkusTestResourceLifecycleManager {
    private Gateway gateway;

    @Override
    public Map<String, String> start() {
        gateway = new Gateway();
        return Map.of(
                "phone-auth.sms.senders", "webhook",
                "phone-auth.sms.webhook.url", gateway.url(),
                "phone-auth.sms.webhook.secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(gateway, field -> field.getType() == Gateway.class);
    }

    @Override
    public void stop() {
        gateway.close();
    }
}
