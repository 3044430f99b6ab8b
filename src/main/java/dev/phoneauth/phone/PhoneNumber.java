package dev.phoneauth.phone;

import java.util.regex.Pattern;

/**
 * A normalised phone number; made by {@link PhoneNumbers}.
 *
 * @param e164 {@code +}, country calling code, subscriber number; 7 to 15 digits
 * @param country ISO 3166; {@code 001} for a number of no country, such as a satellite phone's, {@code ZZ} if unknown
 * @see <a href="https://www.itu.int/rec/T-REC-E.164">ITU-T E.164</a>
 */
public record PhoneNumber(String e164, String country) {
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

    /** A number in E.164 with at least half of it hidden, so that it identifies no person in a log or message. */
    public static String masked(String e164) {
        int head = Math.min(MOST_SHOWN, e164.length() / 3);
        int tail = e164.length() - SHOWN_TAIL;
        return e164.substring(0, head) + "*".repeat(tail - head) + e164.substring(tail);
    }

    @Override
    public String toString() {
        return masked(e164);
    }
}
