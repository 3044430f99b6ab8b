package dev.phoneauth.clientproof;

import dev.phoneauth.clientproof.ClientProofConfig.Kind;
import dev.phoneauth.guard.Network;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.webhook.PostClient;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Turnstile and hCaptcha, whose endpoints for verification are alike. They cannot bind a token to a number; each takes a token
 * once.
 *
 * @see <a href="https://developers.cloudflare.com/turnstile/get-started/server-side-validation/">Turnstile</a>
 * @see <a href="https://docs.hcaptcha.com/#verify-the-user-response-server-side">hCaptcha</a>
 */
@ApplicationScoped
class SiteVerifier implements ProofVerifier {
    private static final String TURNSTILE = "https://challenges.cloudflare.com/turnstile/v0";
    private static final String HCAPTCHA = "https://api.hcaptcha.com";

    @Inject ClientProofConfig config;
    @Inject PostClient http;
    @Inject Clock clock;

    @Override
    public ProofRequest request(PhoneNumber number) {
        return ProofRequest.of(config.kind(), null, config.siteKey().orElseThrow());
    }

    @Override
    public Uni<Optional<String>> verify(PhoneNumber number, String proof, Network network) {
        MultiMap form = MultiMap.caseInsensitiveMultiMap()
                .add("secret", config.secret().orElseThrow())
                .add("response", proof);
        return RemoteVerifier.verified(
                proof, PostClient.sendForm(http.post(url(), RemoteVerifier.TIMEOUT), form), this::isGood);
    }

    private String url() {
        String base = config.url().orElse(config.kind() == Kind.TURNSTILE ? TURNSTILE : HCAPTCHA);
        return PostClient.join(base, "/siteverify");
    }

    /** Null if the answer does not say: also where the secret is wrong, which no client can help. */
    private Boolean isGood(JsonObject answer) {
        boolean isOurFault = String.valueOf(answer.getValue("error-codes")).contains("-input-secret");
        return isOurFault || !(answer.getValue("success") instanceof Boolean success)
                ? null
                : success && isRecent(String.valueOf(answer.getValue("challenge_ts")));
    }

    private boolean isRecent(String time) {
        try {
            return Instant.parse(time).isAfter(clock.instant().minus(LIFE));
        } catch (DateTimeException noTime) {
            return false;
        }
    }
}
