package dev.phoneauth.account;

import dev.phoneauth.account.Profiles.Renumbered;
import dev.phoneauth.code.Challenge;
import dev.phoneauth.code.Codes;
import dev.phoneauth.code.IssuedCode;
import dev.phoneauth.code.Purpose;
import dev.phoneauth.guard.Network;
import dev.phoneauth.guard.SendGuard;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.problem.ProblemException;
import dev.phoneauth.proof.Accepted;
import dev.phoneauth.proof.NumberProof;
import dev.phoneauth.session.Caller;
import dev.phoneauth.sms.Reader;
import dev.phoneauth.sms.Texts;
import dev.phoneauth.sms.Texts.NotSent;
import dev.phoneauth.store.RedisStore;
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
    private final Texts texts;
    private final RedisStore redis;

    NumberChange(
            RecentSignIn recentSignIn,
            NumberProof proof,
            Profiles profiles,
            SendGuard guard,
            Codes codes,
            Texts texts,
            RedisStore redis) {
        this.recentSignIn = recentSignIn;
        this.proof = proof;
        this.profiles = profiles;
        this.guard = guard;
        this.codes = codes;
        this.texts = texts;
        this.redis = redis;
    }

    /** Texts a code to the new number; whether somebody has it already is not told before it is proved. */
    Uni<IssuedCode.Answer> requestCode(Caller caller, PhoneNumber number, Network network, Reader reader) {
        return recentSignIn.require(caller).chain(() -> proof.ask(purpose(caller), number, network, reader));
    }

    /** The sign-in was recent when the code was asked for, without which there is none to confirm by. */
    Uni<Profile> confirm(
            Caller caller,
            PhoneNumber number,
            String code,
            Optional<Challenge> challenge,
            Network network,
            Reader reader) {
        return recentSignIn
                .requireAlive(caller)
                .chain(() -> proof.accept(purpose(caller), number, code, challenge, network))
                .chain(accepted -> profiles.renumber(caller, number)
                        .onFailure()
                        .call(() -> proof.settle(accepted))
                        .call(changed -> changed.former().equals(number)
                                ? proof.settle(accepted)
                                : leave(changed.former(), accepted, network, reader)))
                .map(Renumbered::profile);
    }

    private static Purpose purpose(Caller caller) {
        return new Purpose("change-number:" + caller.session());
    }

    /** The change stands already: where the old number cannot be told, that is no reason to refuse the answer. */
    private Uni<Void> leave(PhoneNumber former, Accepted accepted, Network network, Reader reader) {
        return redis.run(proof.settlement(accepted)
                        .then(codes.forget(Purpose.SIGN_IN, former))
                        .then(guard.warning(former, network)))
                .chain(() -> texts.tellNumberChanged(former, reader))
                .onFailure(failure -> failure instanceof ProblemException || failure instanceof NotSent)
                .invoke(failure -> LOG.warnf("%s was not told that it was given up: %s", former, failure.getMessage()))
                .onFailure(failure -> failure instanceof ProblemException || failure instanceof NotSent)
                .recoverWithNull();
    }
}
