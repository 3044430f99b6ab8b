package dev.phoneauth.account;

import dev.phoneauth.phone.PhoneNumber;
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
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;

/** Profiles, each read or changed in one round trip: session, user and the invited. */
@ApplicationScoped
class Profiles {
    private static final int INVITED_SHOWN = 100;

    /** No row means that the session has ended or its user is gone. */
    private static final String ME = """
            with me as (
                select u.* from sessions s join users u on u.id = s.user_id
                where s.id = :session and s.user_id = :user and s.expires_at > :now)
            select
            """;

    private static final String RENAMED_ME = """
            with me as (
                update users u set display_name = cast(:displayName as text) from sessions s
                where s.id = :session and s.user_id = :user and s.expires_at > :now and u.id = s.user_id
                returning u.*)
            select
            """;

    /** All his other sessions end with the number they were opened by. */
    private static final String RENUMBERED_ME = """
            with former as (
                select u.id, u.phone_number from sessions s join users u on u.id = s.user_id
                where s.id = :session and s.user_id = :user and s.expires_at > :now),
            me as (
                update users u set phone_number = :number from former where u.id = former.id
                returning u.*, former.phone_number as former_number),
            ended as (delete from sessions s using me where s.user_id = me.id and s.id <> :session)
            select me.former_number,
            """;

    private static final String PROFILE = """
                   me.id, me.phone_number, me.display_name, me.invite_code, me.activation_code, me.created_at,
                   (select count(*) from users i where i.inviter_id = me.id) as invited_count,
                   (select string_agg(i.phone_number, ' ' order by i.activated_at, i.id)
                    from (select * from users where inviter_id = me.id order by activated_at, id limit :shown) i)
                   as invited_users
            from me""";

    private final Database database;
    private final InviteConfig config;
    private final Clock clock;

    Profiles(Database database, InviteConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    /** Fails with {@code not_authenticated} when the session has ended. */
    Uni<Profile> of(Caller caller) {
        return row(caller, ME, statement -> statement).map(this::profile);
    }

    /** Any id but one's own is refused alike, whether there is such a user or not. */
    Uni<Profile> of(Caller caller, String id) {
        return of(caller).invoke(profile -> refuseOthers(profile, id));
    }

    /** @param displayName checked; null for none */
    Uni<Profile> rename(Caller caller, String displayName) {
        return row(caller, RENAMED_ME, statement -> statement.setParameter("displayName", displayName))
                .map(this::profile);
    }

    /** A profile, and the number that was its owner's before. */
    record Renumbered(Profile profile, PhoneNumber former) {}

    /** Fails with {@code phone_number_taken} when another user holds the number. */
    Uni<Renumbered> renumber(Caller caller, PhoneNumber number) {
        return row(caller, RENUMBERED_ME, statement -> statement.setParameter("number", number.e164()))
                .onFailure(ConstraintViolationException.class)
                .transform(taken -> Problem.PHONE_NUMBER_TAKEN.failure())
                .map(row -> new Renumbered(profile(row), new PhoneNumber(row.get("former_number", String.class))));
    }

    private Uni<Tuple> row(Caller caller, String me, UnaryOperator<Mutiny.SelectionQuery<Tuple>> parameters) {
        return database.run(session -> parameters
                        .apply(caller.bind(session.createNativeQuery(me + PROFILE, Tuple.class), clock))
                        .setParameter("shown", INVITED_SHOWN)
                        .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(Problem.NOT_AUTHENTICATED::failure);
    }

    private static void refuseOthers(Profile own, String id) {
        if (!own.id().toString().equals(id)) {
            throw Problem.NOT_AUTHORIZED.failure();
        }
    }

    private Profile profile(Tuple row) {
        return new Profile(
                row.get("id", UUID.class),
                row.get("phone_number", String.class),
                row.get("display_name", String.class),
                row.get("invite_code", String.class),
                row.get("activation_code", String.class),
                invited(row.get("invited_users", String.class)),
                row.get("invited_count", Long.class),
                row.get("created_at", OffsetDateTime.class).toInstant());
    }

    private List<String> invited(String numbers) {
        return numbers == null
                ? List.of()
                : Stream.of(numbers.split(" "))
                        .map(PhoneNumber::new)
                        .map(config::shown)
                        .toList();
    }
}
