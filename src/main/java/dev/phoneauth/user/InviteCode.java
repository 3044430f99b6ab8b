package dev.phoneauth.user;

import dev.phoneauth.phone.Digits;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a user hands to friends.
 *
 * @param code six characters of an alphabet without look-alikes: no 0, O, 1, I, L or U
 */
public record InviteCode(String code) {
    private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 6;
    private static final Pattern CODE = Pattern.compile("[" + ALPHABET + "]{" + LENGTH + "}");

    /** Drawn evenly from 30⁶, some 729 million. */
    public static InviteCode random(SecureRandom random) {
        return new InviteCode(random.ints(LENGTH, 0, ALPHABET.length())
                .mapToObj(ALPHABET::charAt)
                .map(String::valueOf)
                .collect(Collectors.joining()));
    }

    /** As people type it: in any case, with blanks and dashes. Empty if it cannot be one. */
    public static Optional<InviteCode> parse(String typed) {
        return Optional.of(Digits.compact(typed).toUpperCase(Locale.ROOT))
                .filter(CODE.asMatchPredicate())
                .map(InviteCode::new);
    }
}
