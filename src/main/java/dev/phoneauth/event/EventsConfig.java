package dev.phoneauth.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Who is told what happens here. */
@ConfigMapping(prefix = "phone-auth.events")
public interface EventsConfig {
    /** Gets every event as a signed POST; without it none is kept or sent. */
    Optional<URI> url();

    /** {@code whsec_} and the base64 of 24 to 64 random bytes; the receiver checks the signature by it. */
    Optional<String> secret();

    /** How long the receiver may take to answer; then it is told again, later. */
    @WithDefault("5S")
    Duration timeout();

    /** How often each replica looks for events to send: how late they come, and what a quiet table costs. */
    @WithDefault("1S")
    Duration pollEvery();

    /** An event that nobody took for that long is dropped, with an error in the log. */
    @WithDefault("3D")
    Duration giveUpAfter();
}
