package dev.phoneauth.invite;

import dev.phoneauth.events.Outbox;
import dev.phoneauth.guard.AttemptLimits;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.problem.ProblemException;
import dev.phoneauth.session.Caller;
import dev.phoneauth.session.CallerDatabase;
import dev.phoneauth.store.SqlState;
import dev.phoneauth.user.InviteCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;

/** Enters the invite code of whoever brought a user here: once and for ever. */
@ApplicationScoped
class Activations {
    /** The condition is asked again when the row is locked: of two at once, one finds the code set already. */
    private static final String ACTIVATE = """
            with me as (
                select u.id, u.invite_code, u.activation_code from sessions s join users u on u.id = s.user_id
                where s.id = $1 and s.user_id = $2 and s.expires_at > $3),
            inviter as (select id, invite_code from users where invite_code = $4),
            done as (
                update users u set activation_code = inviter.invite_code, inviter_id = inviter.id, activated_at = $3
                from me, inviter
                where u.id = me.id and u.id <> inviter.id and u.activation_code is null
                returning u.id, u.inviter_id, u.activated_at),
            told as (
                insert into events (id, type, data, happened_at, due_at)
                select gen_random_uuid(), 'invite.activated',
                       jsonb_build_object('user_id', id, 'inviter_id', inviter_id), activated_at, activated_at
                from done where $5)
            select exists (select from done) as done,
                   me.activation_code is not null as was_set,
                   me.invite_code = $4 as own,
                   exists (select from inviter) as known
            from me""";

    private static final InviteCode NOBODYS = new InviteCode("");

    private final CallerDatabase database;
    private final AttemptLimits attempts;
    private final Outbox outbox;

    Activations(CallerDatabase database, AttemptLimits attempts, Outbox outbox) {
        this.database = database;
        this.attempts = attempts;
        this.outbox = outbox;
    }

    /** What cannot be a code is asked for too, as one that nobody has: the caller's own state comes first. */
    Uni<InviteCode> activate(Caller caller, String typed) {
        InviteCode code = InviteCode.parse(typed).orElse(NOBODYS);
        return attempts.admitActivation(caller.user())
                .chain(() -> update(caller, code))
                .onFailure(SqlState::isViolation)
                .recoverWithUni(inviterJustDeleted -> update(caller, code))
                .onFailure(Activations::isGuess)
                .recoverWithUni(guess -> attempts.countWrongActivation(caller.user())
                        .chain(() -> Uni.createFrom().failure(guess)));
    }

    private Uni<InviteCode> update(Caller caller, InviteCode code) {
        return database.change(ACTIVATE, caller, code.code(), outbox.isOn())
                .invoke(Activations::refuseUnlessDone)
                .replaceWith(code);
    }

    /** One who has a code set already learns nothing of others' codes here. */
    private static void refuseUnlessDone(Row row) {
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

    private static boolean is(Row row, String column) {
        return row.getBoolean(column);
    }

    private static boolean isGuess(Throwable failure) {
        return failure instanceof ProblemException problem && problem.is(Problem.UNKNOWN_INVITE_CODE);
    }
}
