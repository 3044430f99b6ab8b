package dev.phoneauth.account;

import dev.phoneauth.code.CodePurpose;
import dev.phoneauth.code.Codes;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.redis.Redis;
import dev.phoneauth.session.Caller;
import dev.phoneauth.session.CallerDatabase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Deletes a user with all that is his; whom he invited keeps the code that was entered. */
@ApplicationScoped
class Deletion {
    private static final String DELETE = """
            with me as (
                select u.id, u.phone_number, s.created_at > $4 as recent
                from sessions s join users u on u.id = s.user_id
                where s.id = $1 and s.user_id = $2 and s.expires_at > $3),
            gone as (delete from users u using me where u.id = me.id and me.recent)
            select phone_number, recent from me""";

    private final CallerDatabase database;
    private final Codes codes;
    private final RecentSignIn recentSignIn;

    Deletion(CallerDatabase database, Codes codes, RecentSignIn recentSignIn) {
        this.database = database;
        this.codes = codes;
        this.recentSignIn = recentSignIn;
    }

    /** Fails with {@code recent_sign_in_required}: a stolen access token must not suffice. */
    Uni<Void> delete(Caller caller) {
        return database.change(DELETE, caller, recentSignIn.since())
                .invoke(me -> RecentSignIn.refuseUnless(me.getBoolean("recent")))
                .map(me -> PhoneNumbers.stored(me.getString("phone_number")))
                .chain(this::forgetCode);
    }

    /** The user is gone for good already: where Redis is away, the code dies of itself within minutes. */
    private Uni<Void> forgetCode(PhoneNumber number) {
        return Redis.bestEffort(codes.removeAny(CodePurpose.SIGN_IN, number));
    }
}
