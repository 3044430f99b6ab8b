package dev.phoneauth.clientproof;

import dev.phoneauth.webhook.HttpUrl;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import org.hibernate.validator.constraints.Range;

/** How a client shows that it is no bulk sender. When it has to is {@code phone-auth.guard.client-proof}. */
@ConfigMapping(prefix = "phone-auth.guard.client-proof")
public interface ClientProofConfig {
    /** Who checks proofs. */
    enum Kind {
        /** A proof of work, built in. */
        ALTCHA,
        TURNSTILE,
        HCAPTCHA,
        /** The operator's own verifier, such as one for App Attest or Play Integrity. */
        WEBHOOK
    }

    @WithDefault("altcha")
    Kind kind();

    /** The public key of Turnstile or hCaptcha, which the client needs. */
    Optional<String> siteKey();

    /** The secret key of Turnstile or hCaptcha; or that of the webhook, {@code whsec_} and the base64 of 24 to 64 bytes. */
    Optional<String> secret();

    /** Where proofs are verified, if not at Turnstile's or hCaptcha's own address; a webhook needs it. */
    Optional<@HttpUrl String> url();

    /**
     * Attempts that a proof of work takes at most; half as many on average. 50000 take about a second in a phone's browser, and
     * much less in an app. More cost an attacker more, and people with an old phone as well.
     */
    @WithDefault("50000")
    @Range(min = 1_000, max = 10_000_000)
    int difficulty();
}
