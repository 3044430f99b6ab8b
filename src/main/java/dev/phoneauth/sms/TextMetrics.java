package dev.phoneauth.sms;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** How many texts have come to each state. */
@ApplicationScoped
class TextMetrics {
    private final MeterRegistry registry;

    TextMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param sender empty where there is none */
    void count(DeliveryState state, String country, String sender) {
        registry.counter(
                        "phone_auth_sms_texts",
                        List.of(
                                Tag.of("state", state.word()),
                                Tag.of("country", country),
                                Tag.of("sender", sender.isEmpty() ? "none" : sender)))
                .increment();
    }
}
