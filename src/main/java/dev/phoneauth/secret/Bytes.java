package dev.phoneauth.secret;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** Random bytes, and bytes that clients and operators send as text. */
public final class Bytes {
    private Bytes() {}

    public static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /** Empty if the text is not base64. */
    public static Optional<byte[]> decode(Base64.Decoder decoder, String text) {
        try {
            return Optional.of(decoder.decode(text));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
