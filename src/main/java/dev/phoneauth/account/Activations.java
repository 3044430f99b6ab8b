package dev.phoneauth.account;

import dev.phoneauth.event.Events;
import dev.phoneauth.guard.AttemptLimits;
import dev.phoneauth.postgres.SqlState;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.session.CurrentSession;
import dev.phoneauth.user.User;
import dev.phoneauth.user.Users;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/** Enters the invite code of another user: once, and for ever. */
@ApplicationScoped
class Activations {
    @Inject CurrentSession current;
    @Inject AttemptLimits attempts;
    @Inject Events events;
    @Inject Clock clock;

    /** Fails with the problem of the user's own state, if there is one, before that of the code. */
    Uni<String> activate(String typed) {
        return current.require().chain(session -> activate(session.user.id, typed));
    }

    /** A guess that was one too many fails with {@code too_many_requests}. */
    private Uni<String> activate(UUID user, String typed) {
        return attempts.admitActivation(user)
                .chain(() -> current.transaction(session -> enter(session.user, typed)))
                .onFailure(Problem.UNKNOWN_INVITE_CODE::isCauseOf)
                .recoverWithUni(guess -> attempts.countWrongActivation(user)
                        .chain(() -> Uni.createFrom().failure(guess)));
    }

    /** A user whose code is set learns nothing of other users' codes. */
    private Uni<String> enter(User user, String typed) {
        Problem.ACTIVATION_CODE_ALREADY_SET.unless(user.activationCode == null);
        String code = Users.inviteCode(typed).orElseThrow(Problem.UNKNOWN_INVITE_CODE::failure);
        if (code.equals(user.inviteCode)) {
            throw Problem.OWN_INVITE_CODE.failure();
        }
        return User.findByInviteCode(code)
                .plug(Problem.UNKNOWN_INVITE_CODE::ifAbsent)
                .call(inviter -> User.lock(user.id, inviter.id))
                .call(inviter -> set(user, inviter))
                .onFailure(SqlState::isViolation)
                .transform(inviterDeleted -> Problem.UNKNOWN_INVITE_CODE.failure())
                .replaceWith(code);
    }

    /** Refused if another request set a code after this one had read the user. */
    private Uni<Void> set(User user, User inviter) {
        return user.activate(inviter, clock.instant())
                .invoke(Problem.ACTIVATION_CODE_ALREADY_SET::unless)
                .chain(() -> events.record(
                        "invite.activated",
                        Map.of("user_id", user.id.toString(), "inviter_id", inviter.id.toString())));
    }
}
