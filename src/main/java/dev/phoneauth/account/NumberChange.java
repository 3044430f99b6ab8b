package dev.phoneauth.account;

import dev.phoneauth.code.CodePurpose;
import dev.phoneauth.code.CodeRequest;
import dev.phoneauth.code.CodeSent;
import dev.phoneauth.code.Codes;
import dev.phoneauth.code.RightCode;
import dev.phoneauth.code.UsedCodes;
import dev.phoneauth.guard.Network;
import dev.phoneauth.guard.SendGuard;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.postgres.SqlState;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.problem.ProblemException;
import dev.phoneauth.proof.NumberProof;
import dev.phoneauth.proof.ProofRequest;
import dev.phoneauth.session.CurrentSession;
import dev.phoneauth.session.Session;
import dev.phoneauth.sms.NotSent;
import dev.phoneauth.sms.Recipient;
import dev.phoneauth.sms.SmsTexts;
import dev.phoneauth.store.Outage;
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

    @Inject CurrentSession current;
    @Inject NumberProof proof;
    @Inject Profiles profiles;
    @Inject SendGuard guard;
    @Inject Codes codes;
    @Inject SmsTexts texts;
    @Inject UsedCodes usedCodes;
    @Inject Clock clock;

    private record Changed(Profile profile, PhoneNumber former) {}

    /**
     * Sends a code to the new number; whether another user has it is told only after proof.
     *
     * @return fails with {@code recent_sign_in_required}, or as {@link NumberProof#request}
     */
    Uni<CodeSent> requestCode(
            PhoneNumber number, Network network, Recipient recipient, Optional<String> idempotencyKey) {
        return current.require()
                .invoke(session -> session.requireRecent(clock.instant()))
                .map(session -> CodePurpose.numberChange(session.id))
                .map(purpose -> new ProofRequest(purpose, number, network, recipient, idempotencyKey))
                .chain(proof::request);
    }

    /** Without a recent sign-in there is no code to confirm by. */
    Uni<Profile> confirm(
            CodeRequest request,
            PhoneNumber number,
            Network network,
            Recipient recipient,
            Optional<String> idempotencyKey) {
        return current.require()
                .map(session -> CodePurpose.numberChange(session.id))
                .map(purpose -> request.redemption(purpose, number, idempotencyKey))
                .chain(redemption -> proof.redeem(
                        redemption, network, code -> change(code, network, recipient), first -> profiles.mine()));
    }

    private Uni<Profile> change(RightCode code, Network network, Recipient recipient) {
        PhoneNumber number = code.redemption().number();
        return current.transaction(session -> usedCodes.use(code, session.id).chain(() -> change(session, number)))
                .onFailure(SqlState::isViolation)
                .transform(taken -> Problem.PHONE_NUMBER_TAKEN.failure())
                .call(changed -> leave(changed.former(), number, network, recipient))
                .map(Changed::profile);
    }

    /** The sessions that the former number opened end with it. The user's row is locked first, as deletion does. */
    private Uni<Changed> change(Session session, PhoneNumber number) {
        User user = session.user;
        PhoneNumber former = PhoneNumbers.stored(user.phoneNumber);
        user.phoneNumber = number.e164();
        return user.flush()
                .chain(session::deleteOthers)
                .chain(() -> profiles.of(user))
                .map(profile -> new Changed(profile, former));
    }

    private Uni<Void> leave(PhoneNumber former, PhoneNumber number, Network network, Recipient recipient) {
        return former.equals(number)
                ? Uni.createFrom().voidItem()
                : Outage.bestEffort(codes.removeAny(CodePurpose.SIGN_IN, former))
                        .chain(() -> notify(former, network, recipient));
    }

    /** The change is committed: where the notice to the former number cannot be sent, the answer is the same. */
    private Uni<Void> notify(PhoneNumber former, Network network, Recipient recipient) {
        return guard.admitNotice(former, network)
                .chain(() -> texts.tellNumberChanged(former, recipient))
                .onFailure(failure -> failure instanceof ProblemException || failure instanceof NotSent)
                .invoke(failure -> LOG.warnf("%s was not told that it was given up: %s", former, failure.getMessage()))
                .onFailure(failure -> failure instanceof ProblemException || failure instanceof NotSent)
                .recoverWithNull();
    }
}
