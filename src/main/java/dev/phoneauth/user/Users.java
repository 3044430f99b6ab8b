package dev.phoneauth.user;

import dev.phoneauth.event.Events;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.phone.Spelling;
import dev.phoneauth.postgres.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Creates users, each with an invite code to hand to friends. */
@ApplicationScoped
public class Users {
    /** Without look-alikes: no 0, O, 1, I, L or U. */
    private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int LENGTH = 6;
    private static final Pattern INVITE_CODE = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");

    private final SecureRandom random = new SecureRandom();

    @Inject Events events;

    /** An invite code as people type it: in any case, with blanks and dashes. Empty if it cannot be one. */
    public static Optional<String> inviteCode(String typed) {
        return Optional.of(Spelling.compact(typed).toUpperCase(Locale.ROOT)).filter(INVITE_CODE.asMatchPredicate());
    }

    /**
     * The user with the number, created now if there is none; in a running transaction. That fails with a violation when another
     * one creates the user first or the invite code is taken: repeat it.
     */
    public Uni<User> findOrCreate(PhoneNumber number, Instant now) {
        return User.findByPhoneNumber(number.e164()).onItem().ifNull().switchTo(() -> create(number, now));
    }

    private Uni<User> create(PhoneNumber number, Instant now) {
        User user = new User();
        user.id = Ids.next();
        user.phoneNumber = number.e164();
        user.inviteCode = drawInviteCode();
        user.createdAt = now;
        return user.persist()
                .chain(() -> events.record("user.created", Map.of("user_id", user.id.toString())))
                .replaceWith(user);
    }

    /** Evenly from 30⁶, some 729 million. */
    private String drawInviteCode() {
        return random.ints(LENGTH, 0, ALPHABET.length())
                .mapToObj(ALPHABET::charAt)
                .map(String::valueOf)
                .collect(Collectors.joining());
    }
}
