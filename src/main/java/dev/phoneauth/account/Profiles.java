package dev.phoneauth.account;

import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.session.Caller;
import dev.phoneauth.session.CallerDatabase;
import dev.phoneauth.store.SqlState;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Stream;

/** Profiles, each read or changed in one round trip: session, user and the invited. */
@ApplicationScoped
class Profiles {
    private static final int INVITED_SHOWN = 100;

    /** No row means that the session has ended or its user is gone. */
    private static final String ME = """
            with me as (
                select u.* from sessions s join users u on u.id = s.user_id
                where s.id = $1 and s.user_id = $2 and s.expires_at > $3)
            select
            """;

    private static final String RENAMED_ME = """
            with me as (
                update users u set display_name = $5 from sessions s
                where s.id = $1 and s.user_id = $2 and s.expires_at > $3 and u.id = s.user_id
                returning u.*)
            select
            """;

    /** All his other sessions end with the number they were opened by. */
    private static final String RENUMBERED_ME = """
            with former as (
                select u.id, u.phone_number from sessions s join users u on u.id = s.user_id
                where s.id = $1 and s.user_id = $2 and s.expires_at > $3),
            me as (
                update users u set phone_number = $5 from former where u.id = former.id
                returning u.*, former.phone_number as former_number),
            ended as (delete from sessions s using me where s.user_id = me.id and s.id <> $1)
            select me.former_number,
            """;

    private static final String PROFILE = """
                   me.id, me.phone_number, me.display_name, me.invite_code, me.activation_code, me.created_at,
                   (select count(*) from users i where i.inviter_id = me.id) as invited_count,
                   array(
                       select phone_number from users where inviter_id = me.id
                       order by activated_at, id limit $4) as invited_users
            from me""";

    private final CallerDatabase database;
    private final InviteConfig config;

    Profiles(CallerDatabase database, InviteConfig config) {
        this.database = database;
        this.config = config;
    }

    /** Fails with {@code not_authenticated} when the session has ended. */
    Uni<Profile> of(Caller caller) {
        return database.read(ME + PROFILE, caller, INVITED_SHOWN).map(this::profile);
    }

    /** Any id but one's own is refused alike, whether there is such a user or not. */
    Uni<Profile> of(Caller caller, String id) {
        return of(caller).invoke(profile -> refuseOthers(profile, id));
    }

    /** @param displayName checked; null for none */
    Uni<Profile> rename(Caller caller, String displayName) {
        return database.change(RENAMED_ME + PROFILE, caller, INVITED_SHOWN, displayName)
                .map(this::profile);
    }

    /** A profile, and the number that was its owner's before. */
    record Renumbered(Profile profile, PhoneNumber former) {}

    /** Fails with {@code phone_number_taken} when another user holds the number. */
    Uni<Renumbered> renumber(Caller caller, PhoneNumber number) {
        return database.change(RENUMBERED_ME + PROFILE, caller, INVITED_SHOWN, number.e164())
                .onFailure(SqlState::isViolation)
                .transform(taken -> Problem.PHONE_NUMBER_TAKEN.failure())
                .map(row -> new Renumbered(profile(row), PhoneNumbers.stored(row.getString("former_number"))));
    }

    private static void refuseOthers(Profile own, String id) {
        if (!own.id().toString().equals(id)) {
            throw Problem.NOT_AUTHORIZED.failure();
        }
    }

    private Profile profile(Row row) {
        return new Profile(
                row.getUUID("id"),
                row.getString("phone_number"),
                row.getString("display_name"),
                row.getString("invite_code"),
                row.getString("activation_code"),
                Stream.of(row.getArrayOfStrings("invited_users"))
                        .map(config::shown)
                        .toList(),
                row.getLong("invited_count"),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
