package dev.phoneauth.user;

import dev.phoneauth.event.Events;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.postgres.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;

/** Creates users. */
@ApplicationScoped
public class Users {
    private final SecureRandom random = new SecureRandom();

    @Inject Events events;
    @Inject Clock clock;

    /**
     * The user with the number, created if there is none; in a running transaction. That fails with a violation when another
     * one creates the user first or the invite code is taken: repeat it.
     */
    public Uni<User> findOrCreate(PhoneNumber number) {
        return User.findByPhoneNumber(number.e164()).onItem().ifNull().switchTo(() -> create(number));
    }

    private Uni<User> create(PhoneNumber number) {
        User user = new User();
        user.id = Ids.next();
        user.phoneNumber = number.e164();
        user.inviteCode = InviteCode.random(random).code();
        user.createdAt = clock.instant();
        return user.persist()
                .chain(() -> events.record("user.created", Map.of("user_id", user.id.toString())))
                .replaceWith(user);
    }
}
