package dev.phoneauth.event;

import dev.phoneauth.webhook.HttpUrl;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** The receiver of events. */
@ConfigMapping(prefix = "phone-auth.events")
public interface EventsConfig {
    /** Receives every event as a signed POST. Without it no event is kept or sent. */
    Optional<@HttpUrl URI> url();

    /** {@code whsec_} and the base64 of 24 to 64 random bytes; the receiver checks the signature with it. */
    Optional<String> secret();

    /** How long the receiver may take to answer; after that the event is sent again later. */
    @WithDefault("5S")
    @DurationMin(millis = 100)
    @DurationMax(seconds = 30)
    Duration timeout();

    /** How often each replica looks for events to send. Longer: events arrive later; shorter: more queries. */
    @WithDefault("1S")
    @DurationMin(millis = 100)
    @DurationMax(minutes = 1)
    Duration pollEvery();

    /** An event that the receiver has not accepted for this long is dropped, and the log says so. */
    @WithDefault("3D")
    @DurationMin(minutes = 1)
    @DurationMax(days = 30)
    Duration giveUpAfter();
}
