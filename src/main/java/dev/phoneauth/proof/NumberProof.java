package dev.phoneauth.proof;

import dev.phoneauth.code.Challenge;
import dev.phoneauth.code.CodePurpose;
import dev.phoneauth.code.CodeSent;
import dev.phoneauth.code.Codes;
import dev.phoneauth.code.IdempotencyKeys;
import dev.phoneauth.code.IssuedCode;
import dev.phoneauth.code.RightCode;
import dev.phoneauth.guard.Admission;
import dev.phoneauth.guard.AttemptGuard;
import dev.phoneauth.guard.Network;
import dev.phoneauth.guard.SendGuard;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.phone.TestNumbers;
import dev.phoneauth.redis.Redis;
import dev.phoneauth.sms.NotSent;
import dev.phoneauth.sms.SmsText;
import dev.phoneauth.sms.SmsTexts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Proves that the caller holds a phone number: admit → issue → send → record, and then redeem. */
@ApplicationScoped
public class NumberProof {
    private static final long NO_WAIT = 0;

    @Inject
    SendGuard guard;

    @Inject
    AttemptGuard attempts;

    @Inject
    Codes codes;

    @Inject
    IdempotencyKeys idempotencyKeys;

    @Inject
    SmsTexts texts;

    @Inject
    TestNumbers testNumbers;

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

    private Uni<CodeSent> issueAndSend(ProofRequest request, Challenge challenge, Admission admission) {
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
                .call(code -> texts.skip(text(request, code)))
                .map(code -> CodeSent.of(request.number(), code, NO_WAIT));
    }

    /**
     * Compares a typed code. A right one is to be used in the database, and then {@link #complete completed}.
     *
     * @return fails with {@code invalid_code}, for every reason alike, or {@code too_many_requests}
     */
    public Uni<RightCode> redeem(
            CodePurpose purpose, PhoneNumber number, String code, Optional<Challenge> challenge, Network network) {
        return attempts.admitProof(network).chain(() -> codes.redeem(purpose, number, code, challenge));
    }

    /** Cleans up after a code was used; where Redis is not available, the code expires by itself. */
    public Uni<Void> complete(RightCode code) {
        return Uni.join()
                .all(
                        Redis.bestEffort(codes.remove(code)),
                        Redis.bestEffort(guard.redeemed(code.number())),
                        Redis.bestEffort(texts.redeemed(code.answered().map(Challenge::id), challengeIds(code))))
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

    private static List<String> challengeIds(RightCode code) {
        return code.texts().stream().map(Challenge::id).toList();
    }
}
