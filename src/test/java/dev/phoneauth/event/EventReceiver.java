package dev.phoneauth.event;

import dev.phoneauth.testsupport.Gateway;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A real HTTP server that wants to know what happens; put into every field of its type. */
public class EventReceiver implements QuarkusTestResourceLifecycleManager {
    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private Gateway receiver;

    @Override
    public Map<String, String> start() {
        receiver = new Gateway();
        return Map.of(
                "phone-auth.events.url",
                receiver.url() + "/events",
                "phone-auth.events.secret",
                SECRET,
                "phone-auth.guard.trusted-proxies",
                "127.0.0.1");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(receiver, field -> field.getType() == Gateway.class);
    }

    @Override
    public void stop() {
        receiver.close();
    }
}
