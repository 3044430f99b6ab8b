package dev.phoneauth.account;

import dev.phoneauth.code.Challenge;
import dev.phoneauth.code.Codes;
import dev.phoneauth.code.IssuedCode;
import dev.phoneauth.code.Purpose;
import dev.phoneauth.guard.Network;
import dev.phoneauth.guard.SendGuard;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.postgres.SqlState;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.problem.ProblemException;
import dev.phoneauth.proof.Accepted;
import dev.phoneauth.proof.NumberProof;
import dev.phoneauth.session.CurrentSession;
import dev.phoneauth.session.Session;
import dev.phoneauth.sms.Reader;
import dev.phoneauth.sms.Texts;
import dev.phoneauth.sms.Texts.NotSent;
import dev.phoneauth.store.RedisStore;
import dev.phoneauth.user.User;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Changes a user's number: a code to the new one, good for this session alone, and a notice to the old one. */
@ApplicationScoped
class NumberChange {
    private static final Logger LOG = Logger.getLogger(NumberChange.class);

    @Inject
    CurrentSession current;

    @Inject
    NumberProof proof;

    @Inject
    Profiles profiles;

    @Inject
    SendGuard guard;

    @Inject
    Codes codes;

    @Inject
    Texts texts;

    @Inject
    RedisStore redis;

    @Inject
    Clock clock;

    private record Changed(Profile profile, PhoneNumber former) {}

    /** Texts a code to the new number; whether another user has it is not told before it is proved. */
    Uni<IssuedCode.Answer> requestCode(PhoneNumber number, Network network, Reader reader) {
        return current.require()
                .invoke(session -> session.requireRecent(clock.instant()))
                .chain(session -> proof.ask(purpose(session), number, network, reader));
    }

    /** The sign-in was recent when the code was requested; there is no code without that. */
    Uni<Profile> confirm(
            PhoneNumber number, String code, Optional<Challenge> challenge, Network network, Reader reader) {
        return current.require()
                .chain(session -> proof.accept(purpose(session), number, code, challenge, network))
                .chain(accepted -> change(number, accepted, network, reader));
    }

    private static Purpose purpose(Session session) {
        return new Purpose("change-number:" + session.id);
    }

    private Uni<Profile> change(PhoneNumber number, Accepted accepted, Network network, Reader reader) {
        return current.transaction(session -> change(session, number))
                .onFailure(SqlState::isViolation)
                .transform(taken -> Problem.PHONE_NUMBER_TAKEN.failure())
                .onFailure()
                .call(() -> proof.settle(accepted))
                .call(changed -> changed.former().equals(number)
                        ? proof.settle(accepted)
                        : leave(changed.former(), accepted, network, reader))
                .map(Changed::profile);
    }

    /** The sessions that the former number opened end with it. The user's row is locked first, as deletion does. */
    private Uni<Changed> change(Session session, PhoneNumber number) {
        User user = session.user;
        PhoneNumber former = new PhoneNumber(user.phoneNumber);
        user.phoneNumber = number.e164();
        return user.flush()
                .chain(session::deleteOthers)
                .chain(() -> profiles.of(user))
                .map(profile -> new Changed(profile, former));
    }

    /** The change is committed: where the notice to the old number cannot be sent, the answer is the same. */
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
