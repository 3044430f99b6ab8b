package dev.phoneauth.proof;

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
import dev.phoneauth.guard.SendDecision;
import dev.phoneauth.guard.SendGuard;
import dev.phoneauth.guard.TextRequest;
import dev.phoneauth.guard.TextRequest.Kind;
import dev.phoneauth.guard.TypedCodes;
import dev.phoneauth.postgres.WriteCheck;
import dev.phoneauth.problem.Problem;
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
    @Inject Admission admission;
    @Inject SendGuard guard;
    @Inject AttemptLimits attempts;
    @Inject TypedCodes typedCodes;
    @Inject Codes codes;
    @Inject UsedCodes usedCodes;
    @Inject IdempotencyKeys idempotencyKeys;
    @Inject SmsTexts texts;
    @Inject WriteCheck writes;

    /**
     * Sends a code to the number, unless PostgreSQL could not record that it is used. Fails with
     * {@code phone_number_not_allowed}, {@code client_proof_required}, {@code too_many_requests}, {@code sms_not_delivered} or
     * {@code service_unavailable}.
     */
    public Uni<CodeSent> request(CodePurpose purpose, Caller caller) {
        return caller.idempotencyKey()
                .map(key -> idempotencyKeys.once(
                        key, purpose, codes.newChallenge(), challenge -> send(purpose, caller, challenge)))
                .orElseGet(() -> send(purpose, caller, codes.newChallenge()));
    }

    private Uni<CodeSent> send(CodePurpose purpose, Caller caller, String challenge) {
        return writes.require()
                .chain(() -> admission.admit(purpose, caller, challenge))
                .chain(admitted -> codes.issue(purpose, challenge(admitted))
                        .call(code -> texts.sendCode(code, caller.recipient(), admitted.resendIn(), caller.since())
                                .chain(sent -> guard.charge(admitted, sent)))
                        .onFailure()
                        .call(failure -> guard.refund(admitted, NotSent.uncertain(failure)))
                        .map(code -> CodeSent.of(code, admitted.resendIn())));
    }

    private static Challenge challenge(SendDecision admitted) {
        TextRequest text = admitted.text();
        return new Challenge(text.id(), text.kind() == Kind.DEVICE, admitted.isGuessing());
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
        return attempts.admit(caller.network())
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

    private Uni<RightCode> compare(CodePurpose purpose, CodeRequest typed, Caller caller) {
        return codes.compare(purpose, typed, caller.network().name())
                .call(result -> result.right().isPresent()
                        ? Uni.createFrom().voidItem()
                        : typedCodes.wrong(caller.network(), result.isWrong()))
                .map(Comparison::require);
    }

    /** Where Redis is not available, the code expires by itself; its row in {@code used_codes} says that it is used. */
    private Uni<Void> cleanUp(RightCode code, Caller caller) {
        return Uni.join()
                .all(
                        Outage.bestEffort(codes.remove(code)),
                        typedCodes.redeemed(
                                code.purpose().number(), caller.network(), code.misses(), code.challenges()),
                        Outage.bestEffort(texts.redeemed(code.challenge(), code.challenges())))
                .andFailFast()
                .replaceWithVoid();
    }
}
