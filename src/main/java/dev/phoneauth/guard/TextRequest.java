package dev.phoneauth.guard;

import dev.phoneauth.phone.PhoneNumber;
import java.util.Locale;

/**
 * A request for a text, as the guard judges it.
 *
 * @param id of the text: its challenge
 */
public record TextRequest(PhoneNumber number, Network network, Kind kind, String id) {
    /** Each kind has budgets and a cooldown of its own for a number, so that strangers do not use them up. */
    public enum Kind {
        PLAIN,
        /** With a client proof. */
        PROOF,
        /** With the token of a device that has signed in to the number before. */
        DEVICE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
