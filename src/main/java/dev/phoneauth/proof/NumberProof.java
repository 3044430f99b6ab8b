package dev.phoneauth.proof;

import dev.phoneauth.clientproof.ClientProofs;
import dev.phoneauth.code.Challenge;
import dev.phoneauth.code.CodePurpose;
import dev.phoneauth.code.CodeRequest;
import dev.phoneauth.code.CodeSent;
import dev.phoneauth.code.Codes;
import dev.phoneauth.code.Comparison;
import dev.phoneauth.code.IdempotencyKeys;
import dev.phoneauth.code.RightCode;
import dev.phoneauth.code.UsedCodes;
import dev.phoneauth.guard.AttemptLimits;
import dev.phoneauth.guard.DeviceTokens;
import dev.phoneauth.guard.Guesses;
import dev.phoneauth.guard.SendDecision;
import dev.phoneauth.guard.SendGuard;
import dev.phoneauth.guard.TextRequest;
import dev.phoneauth.guard.TextRequest.Kind;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.postgres.WriteCheck;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.problem.ProblemException;
import dev.phoneauth.proof.Callers.Caller;
import dev.phoneauth.sms.NotSent;
import dev.phoneauth.sms.SmsTexts;
import dev.phoneauth.store.Outage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.function.Function;

/** Proves that the caller holds a phone number: admit → issue → send → record, and then redeem. */
@ApplicationScoped
public class NumberProof {
    @Inject SendGuard guard;
    @Inject DeviceTokens devices;
    @Inject ClientProofs proofs;
    @Inject AttemptLimits attempts;
    @Inject Guesses guesses;
    @Inject Codes codes;
    @Inject UsedCodes usedCodes;
    @Inject IdempotencyKeys idempotencyKeys;
    @Inject SmsTexts texts;
    @Inject WriteCheck writes;

    /**
     * Sends a code to the number, unless PostgreSQL could not record that it is used. Fails with
     * {@code phone_number_not_allowed}, {@code too_many_requests}, {@code sms_not_delivered} or {@code service_unavailable}.
     */
    public Uni<CodeSent> request(CodePurpose purpose, Caller caller) {
        return caller.idempotencyKey()
                .map(key -> idempotencyKeys.once(key, purpose, challenge -> send(purpose, caller, challenge)))
                .orElseGet(() -> send(purpose, caller, codes.newChallenge()));
    }

    private Uni<CodeSent> send(CodePurpose purpose, Caller caller, String challenge) {
        return writes.require()
                .chain(() -> kind(purpose.number(), caller))
                .map(kind -> new TextRequest(purpose.number(), caller.network(), kind, challenge))
                .chain(guard::admit)
                .invoke(this::requireProofIfDoubted)
                .onFailure(NumberProof::isLimitOfNumber)
                .recoverWithUni(failure -> tellOfLiveCode(purpose, (ProblemException) failure))
                .chain(admission -> codes.issue(purpose, challenge(admission))
                        .call(code -> texts.sendCode(code, caller.recipient(), admission.resendIn(), caller.since())
                                .chain(sent -> guard.charge(admission, sent)))
                        .onFailure()
                        .call(failure -> guard.refund(admission, NotSent.uncertain(failure)))
                        .map(code -> CodeSent.of(code, admission.resendIn())));
    }

    /** What the client shows; fails with {@code client_proof_required} if that is required of all. */
    private Uni<Kind> kind(PhoneNumber number, Caller caller) {
        if (!guard.requiresProof(number) && devices.verifies(number, caller.device())) {
            return Uni.createFrom().item(Kind.DEVICE);
        }
        return proofs.verify(number, caller.clientProof(), caller.network()).map(proven -> {
            if (!proven && guard.requiresProof(number)) {
                throw proofs.required(number);
            }
            return proven ? Kind.PROOF : Kind.PLAIN;
        });
    }

    private void requireProofIfDoubted(SendDecision admission) {
        if (admission.isDoubted()) {
            throw proofs.required(admission.text().number());
        }
    }

    private static Challenge challenge(SendDecision admission) {
        TextRequest text = admission.text();
        return new Challenge(text.id(), text.kind() == Kind.DEVICE, admission.isGuessing());
    }

    /**
     * Redeems a code: compares it, uses it in the database, and cleans up in Redis.
     *
     * @param use {@linkplain UsedCodes#use uses} the code and does what it is for, in one transaction
     * @param repeat answers the same request with the same {@code Idempotency-Key} again, for the session of the first
     * @return fails with {@code invalid_code}, for every reason alike, or {@code too_many_requests}
     */
    public <T> Uni<T> redeem(
            CodePurpose purpose,
            CodeRequest typed,
            Caller caller,
            Function<RightCode, Uni<T>> use,
            Function<UUID, Uni<? extends T>> repeat) {
        return attempts.admitProof(caller.network())
                .chain(() -> compare(purpose, typed, caller))
                .chain(code -> use.apply(code)
                        .onFailure(Problem.INVALID_CODE::isCauseOf)
                        .call(() -> Outage.bestEffort(codes.remove(code)))
                        .call(() -> cleanUp(code, caller)))
                .onFailure(Problem.INVALID_CODE::isCauseOf)
                .recoverWithUni(() -> usedCodes
                        .sessionOfFirst(purpose, typed, caller.idempotencyKey())
                        .plug(Problem.INVALID_CODE::ifAbsent)
                        .chain(repeat));
    }

    private static boolean isLimitOfNumber(Throwable failure) {
        return failure instanceof ProblemException problem && problem.isLimit("number");
    }

    /** A text is already on that phone: its code may be entered. */
    private <T> Uni<T> tellOfLiveCode(CodePurpose purpose, ProblemException failure) {
        return codes.expiresIn(purpose)
                .chain(left -> Uni.createFrom().failure(left.isZero() ? failure : failure.codeExpiresIn(left)));
    }

    private Uni<RightCode> compare(CodePurpose purpose, CodeRequest typed, Caller caller) {
        return codes.compare(purpose, typed, caller.network().name())
                .call(outcome -> outcome.right().isPresent()
                        ? Uni.createFrom().voidItem()
                        : guesses.wrong(caller.network(), outcome.isWrong()))
                .map(Comparison::require);
    }

    /** Where Redis is not available, the code expires by itself; its row in {@code used_codes} says that it is used. */
    private Uni<Void> cleanUp(RightCode code, Caller caller) {
        return Uni.join()
                .all(
                        Outage.bestEffort(codes.remove(code)),
                        Outage.bestEffort(guard.redeemed(code.purpose().number(), code.challenges())),
                        guesses.right(caller.network(), code.misses()),
                        Outage.bestEffort(texts.redeemed(code.challenge(), code.challenges())))
                .andFailFast()
                .replaceWithVoid();
    }
}
