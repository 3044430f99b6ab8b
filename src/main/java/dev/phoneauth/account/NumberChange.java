package dev.phoneauth.account;

import dev.phoneauth.account.Profiles.Profile;
import dev.phoneauth.code.CodePurpose;
import dev.phoneauth.code.CodeRequest;
import dev.phoneauth.code.CodeSent;
import dev.phoneauth.code.Codes;
import dev.phoneauth.code.RightCode;
import dev.phoneauth.code.UsedCodes;
import dev.phoneauth.guard.SendGuard;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.postgres.SqlState;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.proof.Callers.Caller;
import dev.phoneauth.proof.NumberProof;
import dev.phoneauth.session.CurrentSession;
import dev.phoneauth.session.Session;
import dev.phoneauth.sms.SmsTexts;
import dev.phoneauth.store.Outage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
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
     * Sends a code to the new number; whether another user has it is told only after proof. Fails with
     * {@code recent_sign_in_required}, or as {@link NumberProof#request}.
     */
    Uni<CodeSent> requestCode(PhoneNumber number, Caller caller) {
        return current.require()
                .invoke(session -> session.requireRecent(clock.instant()))
                .chain(session -> proof.request(CodePurpose.numberChange(number, session.id), caller));
    }

    /** Without a recent sign-in there is no code to confirm by. */
    Uni<Profile> confirm(CodeRequest request, PhoneNumber number, Caller caller) {
        return current.require()
                .map(session -> CodePurpose.numberChange(number, session.id))
                .chain(purpose ->
                        proof.redeem(purpose, request, caller, code -> change(code, caller), first -> profiles.mine()));
    }

    private Uni<Profile> change(RightCode code, Caller caller) {
        PhoneNumber number = code.purpose().number();
        return current.transaction(session ->
                        usedCodes.use(code, session.id, caller.idempotencyKey()).chain(() -> change(session, number)))
                .onFailure(SqlState::isViolation)
                .transform(taken -> Problem.PHONE_NUMBER_TAKEN.failure())
                .call(changed -> leave(changed.former(), number, caller))
                .map(Changed::profile);
    }

    /** The sessions that the former number opened end with it. The user's row is locked first, as deletion does. */
    private Uni<Changed> change(Session session, PhoneNumber number) {
        PhoneNumber former = PhoneNumbers.stored(session.user.phoneNumber);
        session.user.phoneNumber = number.e164();
        return session.user
                .flush()
                .chain(session::deleteOthers)
                .chain(() -> profiles.of(session.user))
                .map(profile -> new Changed(profile, former));
    }

    private Uni<Void> leave(PhoneNumber former, PhoneNumber number, Caller caller) {
        return former.equals(number)
                ? Uni.createFrom().voidItem()
                : Outage.bestEffort(codes.removeAny(CodePurpose.signIn(former)))
                        .chain(() -> Outage.bestEffort(notify(former, caller)));
    }

    /** The change is committed: where the notice cannot be sent, the answer is the same. */
    private Uni<Void> notify(PhoneNumber former, Caller caller) {
        return guard.admitNotice(former, caller.network())
                .chain(() -> texts.sendNumberChanged(former, caller.recipient(), clock.instant()))
                .onFailure()
                .invoke(failure -> LOG.warnf("The notice to %s was not sent: %s", former, failure.getMessage()));
    }
}
