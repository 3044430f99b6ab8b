package dev.phoneauth.account;

import dev.phoneauth.problem.Problem;
import dev.phoneauth.session.Caller;
import dev.phoneauth.store.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** Profiles, each read in one round trip: session, user and the invited. */
@ApplicationScoped
class Profiles {
    private static final int INVITED_SHOWN = 100;

    /** No row means that the session has ended or its user is gone. */
    private static final String OF_CALLER = """
            select u.id, u.phone_number, u.display_name, u.invite_code, u.activation_code, u.created_at,
                   (select count(*) from users i where i.inviter_id = u.id) as invited_count,
                   (select string_agg(i.phone_number, ' ' order by i.activated_at, i.id)
                    from (select * from users where inviter_id = u.id order by activated_at, id limit :shown) i)
                   as invited_users
            from sessions s join users u on u.id = s.user_id
            where s.id = :session and s.user_id = :user and s.expires_at > :now""";

    private final Database database;
    private final Clock clock;

    Profiles(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Fails with {@code not_authenticated} when the session has ended. */
    Uni<Profile> of(Caller caller) {
        return database.run(session -> session.createNativeQuery(OF_CALLER, Tuple.class)
                        .setParameter("session", caller.session())
                        .setParameter("user", caller.user())
                        .setParameter("now", clock.instant())
                        .setParameter("shown", INVITED_SHOWN)
                        .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(Problem.NOT_AUTHENTICATED::failure)
                .map(Profiles::profile);
    }

    /** Any id but one's own is refused alike, whether there is such a user or not. */
    Uni<Profile> of(Caller caller, String id) {
        return of(caller).invoke(profile -> refuseOthers(profile, id));
    }

    private static void refuseOthers(Profile own, String id) {
        if (!own.id().toString().equals(id)) {
            throw Problem.NOT_AUTHORIZED.failure();
        }
    }

    private static Profile profile(Tuple row) {
        String invited = row.get("invited_users", String.class);
        return new Profile(
                row.get("id", UUID.class),
                row.get("phone_number", String.class),
                row.get("display_name", String.class),
                row.get("invite_code", String.class),
                row.get("activation_code", String.class),
                invited == null ? List.of() : List.of(invited.split(" ")),
                row.get("invited_count", Long.class),
                row.get("created_at", OffsetDateTime.class).toInstant());
    }
}
