package dev.phoneauth.sms;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How texts leave the house. */
@ConfigMapping(prefix = "phone-auth.sms")
public interface SmsConfig {
    /** The chain, first to last: when one does not accept a text, the next is tried. */
    Optional<List<Kind>> senders();

    /** How long one sender may take to accept a text. */
    @WithDefault("1500ms")
    Duration timeout();

    /** The name in the text, by which its reader knows who sent it. */
    @WithDefault("phone-auth")
    String appName();

    Webhook webhook();

    /** Your own gateway: gets every text as a signed POST. */
    interface Webhook {
        Optional<URI> url();

        /** {@code whsec_} and the base64 of 24 to 64 random bytes; the receiver checks the signature by it. */
        Optional<String> secret();
    }

    /** The senders there are. */
    enum Kind {
        LOG,
        WEBHOOK
    }
}
