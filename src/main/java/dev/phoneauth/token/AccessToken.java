package dev.phoneauth.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * An access token as a client sends it: decoded, its signature not verified.
 *
 * @param user the claim {@code sub}
 * @param session the claim {@code sid}
 */
public record AccessToken(String text, UUID user, UUID session) {
    /** SHA-256 of the token. */
    public static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public boolean hasHash(byte[] hash) {
        return MessageDigest.isEqual(hash(text), hash);
    }

    /** Without the token: it is in no log. */
    @Override
    public String toString() {
        return "AccessToken[…]";
    }
}
