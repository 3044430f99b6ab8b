package dev.phoneauth.account;

import dev.phoneauth.code.CodePurpose;
import dev.phoneauth.code.Codes;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.session.CurrentSession;
import dev.phoneauth.session.Session;
import dev.phoneauth.store.Outage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;

/** Deletes a user with all their sessions; the users they invited keep the activation code. */
@ApplicationScoped
class Deletion {
    @Inject CurrentSession current;
    @Inject Codes codes;
    @Inject Clock clock;

    /** Fails with {@code recent_sign_in_required}: a stolen access token must not suffice. */
    Uni<Void> delete() {
        return current.transaction(this::delete).chain(this::forgetCode);
    }

    private Uni<PhoneNumber> delete(Session session) {
        session.requireRecent(clock.instant());
        return session.user
                .lockWithInviter()
                .chain(session.user::deleteRow)
                .invoke(Deletion::refuseUnless)
                .replaceWith(PhoneNumbers.stored(session.user.phoneNumber));
    }

    /** A second request of the same client may have been faster. */
    private static void refuseUnless(boolean deleted) {
        if (!deleted) {
            throw Problem.NOT_AUTHENTICATED.failure();
        }
    }

    /** The user is deleted already: where Redis is away, the code expires within minutes. */
    private Uni<Void> forgetCode(PhoneNumber number) {
        return Outage.bestEffort(codes.removeAny(CodePurpose.SIGN_IN, number));
    }
}
