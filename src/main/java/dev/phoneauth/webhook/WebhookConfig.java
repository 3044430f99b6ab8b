package dev.phoneauth.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.util.Optional;

/** The receivers of signed POSTs. A secret is {@code whsec_} and the base64 of 24 to 64 random bytes. */
@ConfigMapping(prefix = "phone-auth")
public interface WebhookConfig {
    /** Receives every event. Without it no event is kept or sent. */
    @WithName("events.url")
    Optional<@HttpUrl String> eventsUrl();

    /** The receiver of events checks their signature with it. */
    @WithName("events.secret")
    Optional<String> eventsSecret();

    /** A gateway of the operator, to which the sender {@code webhook} POSTs every text; the sender needs it. */
    @WithName("sms.webhook.url")
    Optional<@HttpUrl String> smsUrl();

    /** The gateway checks the signature of texts with it, and signs its delivery reports. */
    @WithName("sms.webhook.secret")
    Optional<String> smsSecret();
}
