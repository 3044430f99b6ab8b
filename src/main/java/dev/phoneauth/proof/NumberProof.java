package dev.phoneauth.proof;

import dev.phoneauth.code.Challenge;
import dev.phoneauth.code.CodeSent;
import dev.phoneauth.code.Codes;
import dev.phoneauth.code.IdempotencyKeys;
import dev.phoneauth.code.IssuedCode;
import dev.phoneauth.code.Redemption;
import dev.phoneauth.code.RightCode;
import dev.phoneauth.code.UsedCodes;
import dev.phoneauth.guard.AttemptLimits;
import dev.phoneauth.guard.Network;
import dev.phoneauth.guard.SendDecision;
import dev.phoneauth.guard.SendGuard;
import dev.phoneauth.phone.TestNumbers;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.sms.NotSent;
import dev.phoneauth.sms.SmsText;
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
    private static final long NO_WAIT = 0;

    @Inject SendGuard guard;
    @Inject AttemptLimits attempts;
    @Inject Codes codes;
    @Inject UsedCodes usedCodes;
    @Inject IdempotencyKeys idempotencyKeys;
    @Inject SmsTexts texts;
    @Inject TestNumbers testNumbers;

    /**
     * Sends a code to the number.
     *
     * @return fails with {@code phone_number_not_allowed}, {@code too_many_requests}, {@code sms_not_delivered} or
     *     {@code service_unavailable}
     */
    public Uni<CodeSent> request(ProofRequest request) {
        return request.idempotencyKey()
                .map(key -> idempotencyKeys.once(
                        key, request.purpose(), request.number(), challenge -> send(request, challenge)))
                .orElseGet(() -> send(request, codes.newChallenge()));
    }

    private Uni<CodeSent> send(ProofRequest request, Challenge challenge) {
        return testNumbers.has(request.number())
                ? issueOnly(request, challenge)
                : guard.admit(request.number(), request.network())
                        .chain(admission -> issueAndSend(request, challenge, admission));
    }

    private Uni<CodeSent> issueAndSend(ProofRequest request, Challenge challenge, SendDecision admission) {
        return codes.issue(request.purpose(), request.number(), challenge)
                .call(code -> texts.sendCode(text(request, code), admission.resendIn())
                        .call(sent -> guard.charge(admission, sent)))
                .onFailure()
                .call(failure -> guard.refund(admission, NotSent.uncertain(failure)))
                .onFailure(NotSent.class)
                .transform(NotSent::problem)
                .map(code -> CodeSent.of(request.number(), code, admission.resendIn()));
    }

    /** The operator has told the code of a test number beforehand: nothing is sent. */
    private Uni<CodeSent> issueOnly(ProofRequest request, Challenge challenge) {
        return codes.issue(request.purpose(), request.number(), challenge)
                .call(code -> texts.sendCode(text(request, code), NO_WAIT))
                .map(code -> CodeSent.of(request.number(), code, NO_WAIT));
    }

    /**
     * Redeems a code: compares it, uses it in the database, and cleans up in Redis.
     *
     * @param use {@linkplain UsedCodes#use uses} the code and does what it is for, in one transaction
     * @param repeat answers the same request with the same {@code Idempotency-Key} again, for the session of the first
     * @return fails with {@code invalid_code}, for every reason alike, or {@code too_many_requests}
     */
    public <T> Uni<T> redeem(
            Redemption redemption,
            Network network,
            Function<RightCode, Uni<T>> use,
            Function<UUID, Uni<? extends T>> repeat) {
        return attempts.admitProof(network)
                .chain(() -> codes.redeem(redemption))
                .chain(code -> use.apply(code)
                        .onFailure(Problem.INVALID_CODE::isCauseOf)
                        .call(() -> Outage.bestEffort(codes.remove(code)))
                        .call(() -> cleanUp(code)))
                .onFailure(failure -> Problem.INVALID_CODE.isCauseOf(failure)
                        && redemption.idempotencyKey().isPresent())
                .recoverWithUni(refusal -> usedCodes
                        .sessionOfFirst(redemption)
                        .onItem()
                        .ifNull()
                        .failWith(refusal)
                        .chain(repeat));
    }

    /** Where Redis is not available, the code expires by itself; the database knows that it is used. */
    private Uni<Void> cleanUp(RightCode code) {
        return Uni.join()
                .all(
                        Outage.bestEffort(codes.remove(code)),
                        Outage.bestEffort(guard.redeemed(code.redemption().number())),
                        Outage.bestEffort(texts.redeemed(code.read(), code.texts())))
                .andFailFast()
                .replaceWithVoid();
    }

    private SmsText text(ProofRequest request, IssuedCode code) {
        return texts.codeText(
                request.number(),
                request.recipient(),
                code.code(),
                code.challenge().id(),
                code.expiresIn());
    }
}
