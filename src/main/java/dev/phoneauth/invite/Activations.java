package dev.phoneauth.invite;

import dev.phoneauth.events.Outbox;
import dev.phoneauth.guard.AttemptGuard;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.problem.ProblemException;
import dev.phoneauth.session.Caller;
import dev.phoneauth.store.Database;
import dev.phoneauth.user.InviteCode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Clock;
import org.hibernate.exception.ConstraintViolationException;

/** Enters the invite code of whoever brought a user here: once and for ever. */
@ApplicationScoped
class Activations {
    /** The condition is asked again when the row is locked: of two at once, one finds the code set already. */
    private static final String ACTIVATE = """
            with me as (
                select u.id, u.invite_code, u.activation_code from sessions s join users u on u.id = s.user_id
                where s.id = :session and s.user_id = :user and s.expires_at > :now),
            inviter as (select id, invite_code from users where invite_code = :code),
            done as (
                update users u set activation_code = inviter.invite_code, inviter_id = inviter.id, activated_at = :now
                from me, inviter
                where u.id = me.id and u.id <> inviter.id and u.activation_code is null
                returning u.id, u.inviter_id, u.activated_at),
            told as (
                insert into events (id, type, data, happened_at, due_at)
                select gen_random_uuid(), 'invite.activated',
                       jsonb_build_object('user_id', id, 'inviter_id', inviter_id), activated_at, activated_at
                from done where :events)
            select exists (select from done) as done,
                   me.activation_code is not null as was_set,
                   me.invite_code = :code as own,
                   exists (select from inviter) as known
            from me""";

    private static final InviteCode NOBODYS = new InviteCode("");

    private final Database database;
    private final AttemptGuard attempts;
    private final Outbox outbox;
    private final Clock clock;

    Activations(Database database, AttemptGuard attempts, Outbox outbox, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.attempts = attempts;
        this.clock = clock;
    }

    /** What cannot be a code is asked for too, as one that nobody has: the caller's own state comes first. */
    Uni<InviteCode> activate(Caller caller, String typed) {
        InviteCode code = InviteCode.parse(typed).orElse(NOBODYS);
        return attempts.admitActivation(caller.user())
                .chain(() -> update(caller, code))
                .onFailure(ConstraintViolationException.class)
                .recoverWithUni(inviterJustDeleted -> update(caller, code))
                .onFailure(Activations::isGuess)
                .recoverWithUni(guess -> attempts.countWrongActivation(caller.user())
                        .chain(() -> Uni.createFrom().failure(guess)));
    }

    private Uni<InviteCode> update(Caller caller, InviteCode code) {
        return database.run(session -> session.createNativeQuery(ACTIVATE, Tuple.class)
                        .setParameter("session", caller.session())
                        .setParameter("user", caller.user())
                        .setParameter("now", clock.instant())
                        .setParameter("events", outbox.isOn())
                        .setParameter("code", code.code())
                        .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(Problem.NOT_AUTHENTICATED::failure)
                .invoke(Activations::refuseUnlessDone)
                .replaceWith(code);
    }

    /** One who has a code set already learns nothing of others' codes here. */
    private static void refuseUnlessDone(Tuple row) {
        if (is(row, "done")) {
            return;
        }
        if (is(row, "was_set")) {
            throw Problem.ACTIVATION_CODE_ALREADY_SET.failure();
        }
        if (is(row, "own")) {
            throw Problem.OWN_INVITE_CODE.failure();
        }
        throw (is(row, "known") ? Problem.ACTIVATION_CODE_ALREADY_SET : Problem.UNKNOWN_INVITE_CODE).failure();
    }

    private static boolean is(Tuple row, String column) {
        return row.get(column, Boolean.class);
    }

    private static boolean isGuess(Throwable failure) {
        return failure instanceof ProblemException problem && problem.is(Problem.UNKNOWN_INVITE_CODE);
    }
}
