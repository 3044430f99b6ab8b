package dev.phoneauth.code;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Names one text that was sent; it has code attempts of its own.
 *
 * @param id 128 bits, base64url
 */
public record Challenge(String id) {
    private static final int BYTES = 16;
    private static final Pattern ID = Pattern.compile("[\\w-]{22}");
    private static final Challenge UNKNOWN = new Challenge("-");

    /** Text that cannot be a challenge becomes one that belongs to no text. */
    public static Challenge parse(String text) {
        return ID.matcher(text).matches() ? new Challenge(text) : UNKNOWN;
    }

    static Challenge random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return of(bytes);
    }

    static Challenge of(byte[] bytes) {
        return new Challenge(Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(bytes, BYTES)));
    }
}
