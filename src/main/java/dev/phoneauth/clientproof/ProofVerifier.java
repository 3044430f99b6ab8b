package dev.phoneauth.clientproof;

import dev.phoneauth.guard.Network;
import dev.phoneauth.phone.PhoneNumber;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/** One way for a client to prove itself. */
interface ProofVerifier {
    /** How long a proof is good. */
    Duration LIFE = Duration.ofMinutes(5);

    ProofRequest request(PhoneNumber number);

    /**
     * What identifies the proof, however it is spelled, so that it is good once; empty if it is not good. Fails with
     * {@code service_unavailable} if that cannot be found out.
     */
    Uni<Optional<String>> verify(PhoneNumber number, String proof, Network network);
}
