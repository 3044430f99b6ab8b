package dev.phoneauth.phone;

import java.util.regex.Pattern;

/**
 * A phone number, normalised.
 *
 * @param e164 {@code +}, country calling code, subscriber number; 7 to 15 digits
 * @see <a href="https://www.itu.int/rec/T-REC-E.164">ITU-T E.164</a>
 */
public record PhoneNumber(String e164) {
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final int MOST_SHOWN = 4;
    private static final int SHOWN_TAIL = 2;

    public PhoneNumber {
        if (!isE164(e164)) {
            throw new IllegalArgumentException("not a number in E.164");
        }
    }

    static boolean isE164(String text) {
        return E164.matcher(text).matches();
    }

    /** Masked, so that a number which ends up in a log or a message identifies nobody; never less than a half of it. */
    @Override
    public String toString() {
        int head = Math.min(MOST_SHOWN, e164.length() / 3);
        int tail = e164.length() - SHOWN_TAIL;
        return e164.substring(0, head) + "*".repeat(tail - head) + e164.substring(tail);
    }
}
