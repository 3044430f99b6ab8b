package dev.phoneauth.event;

import dev.phoneauth.webhook.HttpUrl;
import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The receiver of events. */
@ConfigMapping(prefix = "phone-auth.events")
public interface EventsConfig {
    /** Receives every event as a signed POST. Without it no event is kept or sent. */
    Optional<@HttpUrl String> url();

    /** {@code whsec_} and the base64 of 24 to 64 random bytes; the receiver checks the signature with it. */
    Optional<String> secret();
}
