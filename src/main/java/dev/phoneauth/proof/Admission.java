package dev.phoneauth.proof;

import dev.phoneauth.clientproof.ClientProofs;
import dev.phoneauth.code.CodePurpose;
import dev.phoneauth.code.Codes;
import dev.phoneauth.guard.DeviceTokens;
import dev.phoneauth.guard.SendDecision;
import dev.phoneauth.guard.SendGuard;
import dev.phoneauth.guard.TextRequest;
import dev.phoneauth.guard.TextRequest.Kind;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.problem.ProblemException;
import dev.phoneauth.proof.Callers.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Admits a request for a text by what its client shows: a device token, a client proof, or nothing. */
@ApplicationScoped
class Admission {
    @Inject SendGuard guard;
    @Inject DeviceTokens devices;
    @Inject ClientProofs proofs;
    @Inject Codes codes;

    /**
     * Counts the text. Fails with {@code phone_number_not_allowed}, {@code client_proof_required} or
     * {@code too_many_requests}.
     *
     * @param challenge names the text
     */
    Uni<SendDecision> admit(CodePurpose purpose, Caller caller, String challenge) {
        return kind(purpose.number(), caller)
                .map(kind -> new TextRequest(purpose.number(), caller.network(), kind, challenge))
                .chain(guard::admit)
                .invoke(decision -> requireProof(decision.isDoubted(), purpose.number()))
                .onFailure(Admission::isLimitOfNumber)
                .recoverWithUni(failure -> addLiveCode(purpose, (ProblemException) failure));
    }

    private Uni<Kind> kind(PhoneNumber number, Caller caller) {
        boolean always = guard.requiresProof(number);
        return !always && devices.verifies(number, caller.device())
                ? Uni.createFrom().item(Kind.DEVICE)
                : proofs.verify(number, caller.clientProof(), caller.network())
                        .invoke(proven -> requireProof(always && !proven, number))
                        .map(proven -> proven ? Kind.PROOF : Kind.PLAIN);
    }

    private void requireProof(boolean isRequired, PhoneNumber number) {
        if (isRequired) {
            throw proofs.required(number);
        }
    }

    private static boolean isLimitOfNumber(Throwable failure) {
        return failure instanceof ProblemException problem && problem.isLimit("number");
    }

    /** A text is already on that phone: its code may be entered. */
    private <T> Uni<T> addLiveCode(CodePurpose purpose, ProblemException failure) {
        return codes.expiresIn(purpose)
                .chain(left -> Uni.createFrom().failure(left.isZero() ? failure : failure.codeExpiresIn(left)));
    }
}
