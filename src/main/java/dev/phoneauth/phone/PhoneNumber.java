package dev.phoneauth.phone;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A phone number, normalised.
 *
 * @param e164 {@code +}, country calling code, subscriber number; at most 15 digits
 * @see <a href="https://www.itu.int/rec/T-REC-E.164">ITU-T E.164</a>
 */
public record PhoneNumber(@JsonValue String e164) {
    private static final int SHOWN = 4;
    private static final int MASKED_TAIL = 2;

    /** Masked, so that a number which ends up in a log or a message identifies nobody. */
    @Override
    public String toString() {
        int tail = e164.length() - MASKED_TAIL;
        return e164.substring(0, SHOWN) + "*".repeat(tail - SHOWN) + e164.substring(tail);
    }
}
