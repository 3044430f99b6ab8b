package dev.phoneauth.code;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * The handle of one text that was sent; whoever holds it has tries of his own.
 *
 * @param id 128 bits, base64url
 */
public record Challenge(String id) {
    private static final int BYTES = 16;

    static Challenge random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Challenge(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    static Challenge of(byte[] mac) {
        byte[] bytes = java.util.Arrays.copyOf(mac, BYTES);
        return new Challenge(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
