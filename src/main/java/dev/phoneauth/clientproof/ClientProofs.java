package dev.phoneauth.clientproof;

import dev.phoneauth.guard.Network;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.problem.ProblemException;
import dev.phoneauth.redis.Redis;
import io.quarkus.runtime.util.HashUtil;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Asks clients for a proof, and takes each proof once. */
@ApplicationScoped
public class ClientProofs {
    @Inject ClientProofConfig config;
    @Inject AltchaVerifier altcha;
    @Inject SiteVerifier site;
    @Inject WebhookVerifier webhook;
    @Inject Redis redis;

    /** Asks for a proof: {@code client_proof_required}. */
    public ProblemException required(PhoneNumber number) {
        return Problem.CLIENT_PROOF_REQUIRED.failure().proof(verifier().request(number));
    }

    /**
     * Whether the proof is good for the number; it is not a second time. Fails with {@code service_unavailable} if that cannot
     * be found out.
     *
     * @param proof null if the client shows none
     */
    public Uni<Boolean> verify(PhoneNumber number, String proof, Network network) {
        return proof == null
                ? Uni.createFrom().item(false)
                : verifier()
                        .verify(number, proof, network)
                        .chain(id -> id.map(this::spend)
                                .orElseGet(() -> Uni.createFrom().item(false)));
    }

    /** Longer than it lives, as the clocks of replicas differ. */
    private Uni<Boolean> spend(String id) {
        String key = Redis.PREFIX + "client-proof:{" + HashUtil.sha256(id) + "}";
        long life = ProofVerifier.LIFE.multipliedBy(2).toMillis();
        return redis.call(api -> api.set(List.of(key, "", "NX", "PX", Long.toString(life))))
                .map(set -> set != null);
    }

    private ProofVerifier verifier() {
        return switch (config.kind()) {
            case ALTCHA -> altcha;
            case TURNSTILE, HCAPTCHA -> site;
            case WEBHOOK -> webhook;
        };
    }
}
