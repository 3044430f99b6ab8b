package dev.phoneauth.clientproof;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.phoneauth.clientproof.ClientProofConfig.Kind;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;

/**
 * The {@code proof} of the problem {@code client_proof_required}: what a client needs to make a proof.
 *
 * @param challenge of {@code altcha}
 * @param siteKey of {@code turnstile} and {@code hcaptcha}
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProofRequest(String kind, Challenge challenge, String siteKey) {
    static ProofRequest of(Kind kind, Challenge challenge, String siteKey) {
        return new ProofRequest(kind.name().toLowerCase(Locale.ROOT), challenge, siteKey);
    }

    /**
     * A proof of work in the format of ALTCHA: find the number, from 0 to {@code maxnumber}, whose SHA-256 after the salt is the
     * challenge.
     *
     * @see <a href="https://altcha.org/docs/v2/proof-of-work">ALTCHA, proof of work</a>
     */
    @RegisterForReflection
    record Challenge(String algorithm, String challenge, int maxnumber, String salt, String signature) {}
}
