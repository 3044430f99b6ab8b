package dev.phoneauth.account;

import dev.phoneauth.code.Codes;
import dev.phoneauth.code.Purpose;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.problem.ProblemException;
import dev.phoneauth.session.Caller;
import dev.phoneauth.store.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Clock;

/** Deletes a user with all that is his; whom he invited keeps the code that was entered. */
@ApplicationScoped
class Deletion {
    private static final String DELETE = """
            with me as (
                select u.id, u.phone_number, s.created_at > :recent as recent
                from sessions s join users u on u.id = s.user_id
                where s.id = :session and s.user_id = :user and s.expires_at > :now),
            gone as (delete from users u using me where u.id = me.id and me.recent)
            select phone_number, recent from me""";

    private final Database database;
    private final Codes codes;
    private final RecentSignIn recentSignIn;
    private final Clock clock;

    Deletion(Database database, Codes codes, RecentSignIn recentSignIn, Clock clock) {
        this.database = database;
        this.codes = codes;
        this.recentSignIn = recentSignIn;
        this.clock = clock;
    }

    /** Fails with {@code recent_sign_in_required}: a stolen access token must not suffice. */
    Uni<Void> delete(Caller caller) {
        return database.run(session -> caller.bind(session.createNativeQuery(DELETE, Tuple.class), clock)
                        .setParameter("recent", recentSignIn.since())
                        .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(Problem.NOT_AUTHENTICATED::failure)
                .invoke(me -> RecentSignIn.refuseUnless(me.get("recent", Boolean.class)))
                .map(me -> new PhoneNumber(me.get("phone_number", String.class)))
                .chain(this::forgetCode);
    }

    /** The user is gone for good already: where Redis is away, the code dies of itself within minutes. */
    private Uni<Void> forgetCode(PhoneNumber number) {
        return codes.forget(Purpose.SIGN_IN, number)
                .onFailure(ProblemException.class)
                .recoverWithNull();
    }
}
