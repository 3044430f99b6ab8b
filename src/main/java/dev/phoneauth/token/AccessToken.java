package dev.phoneauth.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;
import org.jose4j.lang.HashUtil;

/**
 * An access token as a client sends it: decoded, its signature not verified.
 *
 * @param user the claim {@code sub}
 * @param session the claim {@code sid}
 */
public record AccessToken(String text, UUID user, UUID session) {
    /** SHA-256 of the token. */
    public static byte[] hash(String text) {
        return HashUtil.getMessageDigest(HashUtil.SHA_256).digest(text.getBytes(StandardCharsets.UTF_8));
    }

    public boolean hasHash(byte[] hash) {
        return MessageDigest.isEqual(hash(text), hash);
    }
}
