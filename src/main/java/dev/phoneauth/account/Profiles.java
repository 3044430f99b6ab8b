package dev.phoneauth.account;

import dev.phoneauth.code.CodePurpose;
import dev.phoneauth.code.Codes;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.session.CurrentSession;
import dev.phoneauth.session.Session;
import dev.phoneauth.store.Outage;
import dev.phoneauth.user.User;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Reads and changes profiles, and deletes users with all their sessions; those they invited keep the activation code. */
@ApplicationScoped
class Profiles {
    @Inject CurrentSession current;
    @Inject InvitedUsers invitedUsers;
    @Inject Codes codes;
    @Inject Clock clock;

    /** What users see of themselves. */
    record Profile(
            UUID id,
            String phoneNumber,
            String displayName,
            String inviteCode,
            String activationCode,
            List<String> invitedUsers,
            long invitedCount,
            Instant createdAt) {}

    Uni<Profile> mine() {
        return current.read(session -> of(session.user));
    }

    /** Any id but one's own is refused alike, whether there is such a user or not. */
    Uni<Profile> mine(String id) {
        return current.read(session -> of(own(session, id)));
    }

    /** @param displayName checked; null for none */
    Uni<Profile> rename(String displayName) {
        return current.transaction(session -> rename(session.user, displayName));
    }

    /**
     * Fails with {@code recent_sign_in_required}: a stolen access token must not suffice. Where Redis is not available, the
     * code of the deleted user expires within minutes.
     */
    Uni<Void> delete() {
        return current.transaction(this::delete)
                .chain(number -> Outage.bestEffort(codes.removeAny(CodePurpose.signIn(number))));
    }

    /** A second request of the same client may have been faster. */
    private Uni<PhoneNumber> delete(Session session) {
        session.requireRecent(clock.instant());
        return session.user
                .lockWithInviter()
                .chain(session.user::deleteRow)
                .invoke(Problem.NOT_AUTHENTICATED::unless)
                .replaceWith(PhoneNumbers.stored(session.user.phoneNumber));
    }

    /** In the Hibernate session that the user was read in. */
    Uni<Profile> of(User user) {
        return invitedUsers.first(user).map(invited -> profile(user, invited));
    }

    private Uni<Profile> rename(User user, String displayName) {
        user.displayName = displayName;
        return of(user);
    }

    private static Profile profile(User user, List<String> invited) {
        return new Profile(
                user.id,
                user.phoneNumber,
                user.displayName,
                user.inviteCode,
                user.activationCode,
                invited,
                user.invitedCount,
                user.createdAt);
    }

    private static User own(Session session, String id) {
        Problem.NOT_AUTHORIZED.unless(session.user.id.toString().equals(id));
        return session.user;
    }
}
