package dev.phoneauth.guard;

import dev.phoneauth.phone.PhoneNumber;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * A request for a text, as the guard judges it.
 *
 * @param id of the text: its challenge
 */
public record TextRequest(PhoneNumber number, Network network, Kind kind, String id) {
    /** More digits: fewer honest neighbours are closed with an attacked group; fewer: an attack is noticed earlier. */
    private static final int LONG_PREFIX = 7;

    private static final int SHORT_PREFIX = 5;

    /** Each kind has budgets and a cooldown of its own for a number, so that other clients do not use them up. */
    public enum Kind {
        PLAIN,
        /** With a client proof. */
        PROOF,
        /** With the token of a device that has signed in to the number before. */
        DEVICE;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A text that no client requested, but that counts as one. */
    static TextRequest notice(PhoneNumber number, Network network) {
        return new TextRequest(number, network, Kind.PLAIN, newId());
    }

    /** Tells what is counted apart in as few bytes as suffice (64 random bits): Redis keeps one for each. */
    static String newId() {
        return Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), Character.MAX_RADIX);
    }

    /** The arguments of {@code text.lua}, and more. */
    Object[] arguments(Instant now, Object... more) {
        List<Object> text = List.of(
                now.toEpochMilli(),
                id,
                kind.word(),
                number.e164(),
                network.name(),
                network.wide(),
                prefix(LONG_PREFIX),
                prefix(SHORT_PREFIX),
                number.country());
        return Stream.concat(text.stream(), Stream.of(more)).toArray();
    }

    private String prefix(int digits) {
        String e164 = number.e164();
        return e164.substring(1, Math.min(1 + digits, e164.length()));
    }
}
