package dev.phoneauth.account;

import dev.phoneauth.account.Profiles.Renumbered;
import dev.phoneauth.code.Challenge;
import dev.phoneauth.code.CodePurpose;
import dev.phoneauth.code.CodeSent;
import dev.phoneauth.code.Codes;
import dev.phoneauth.guard.Network;
import dev.phoneauth.guard.SendGuard;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.problem.ProblemException;
import dev.phoneauth.proof.NumberProof;
import dev.phoneauth.proof.ProofRequest;
import dev.phoneauth.redis.Redis;
import dev.phoneauth.session.Caller;
import dev.phoneauth.sms.NotSent;
import dev.phoneauth.sms.Recipient;
import dev.phoneauth.sms.SmsTexts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Changes a user's number: a code to the new one, good for this session and nothing else, and a word to the old one. */
@ApplicationScoped
class NumberChange {
    private static final Logger LOG = Logger.getLogger(NumberChange.class);

    private final RecentSignIn recentSignIn;
    private final NumberProof proof;
    private final Profiles profiles;
    private final SendGuard guard;
    private final Codes codes;
    private final SmsTexts texts;

    NumberChange(
            RecentSignIn recentSignIn,
            NumberProof proof,
            Profiles profiles,
            SendGuard guard,
            Codes codes,
            SmsTexts texts) {
        this.recentSignIn = recentSignIn;
        this.proof = proof;
        this.profiles = profiles;
        this.guard = guard;
        this.codes = codes;
        this.texts = texts;
    }

    /**
     * Sends a code to the new number; whether another user has it is told only after proof.
     *
     * @return fails with {@code recent_sign_in_required}, or as {@link NumberProof#request}
     */
    Uni<CodeSent> requestCode(Caller caller, PhoneNumber number, Network network, Recipient recipient) {
        ProofRequest request = new ProofRequest(purpose(caller), number, network, recipient, Optional.empty());
        return recentSignIn.require(caller).chain(() -> proof.request(request));
    }

    /** Without a recent sign-in there is no code to confirm by. */
    Uni<Profile> confirm(
            Caller caller,
            PhoneNumber number,
            String code,
            Optional<Challenge> challenge,
            Network network,
            Recipient recipient) {
        return recentSignIn
                .requireAlive(caller)
                .chain(() -> proof.redeem(purpose(caller), number, code, challenge, network))
                .chain(right -> profiles.renumber(caller, number).call(() -> proof.complete(right)))
                .call(changed -> leave(changed.former(), number, network, recipient))
                .map(Renumbered::profile);
    }

    private static CodePurpose purpose(Caller caller) {
        return CodePurpose.numberChange(caller.session());
    }

    private Uni<Void> leave(PhoneNumber former, PhoneNumber number, Network network, Recipient recipient) {
        return former.equals(number)
                ? Uni.createFrom().voidItem()
                : Redis.bestEffort(codes.removeAny(CodePurpose.SIGN_IN, former))
                        .chain(() -> notify(former, network, recipient));
    }

    /** The number is changed already: that its former owner cannot be told does not fail the request. */
    private Uni<Void> notify(PhoneNumber former, Network network, Recipient recipient) {
        return guard.admitNotice(former, network)
                .chain(() -> texts.tellNumberChanged(former, recipient))
                .onFailure(failure -> failure instanceof ProblemException || failure instanceof NotSent)
                .invoke(failure -> LOG.warnf("%s was not told that it was given up: %s", former, failure.getMessage()))
                .onFailure(failure -> failure instanceof ProblemException || failure instanceof NotSent)
                .recoverWithNull();
    }
}
