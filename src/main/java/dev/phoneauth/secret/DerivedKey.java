package dev.phoneauth.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key for one use, derived from the master secret. */
public final class DerivedKey {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    DerivedKey(byte[] bytes) {
        key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /** HMAC-SHA-256 over the parts, each led by its length so that no two lists of parts look the same. */
    public byte[] hmac(byte[]... parts) {
        Mac mac = mac();
        for (byte[] part : parts) {
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
            mac.update(part);
        }
        return mac.doFinal();
    }

    /** As {@link #hmac(byte[][])}, of text in UTF-8. */
    public byte[] hmac(String... parts) {
        byte[][] bytes = new byte[parts.length][];
        for (int i = 0; i < parts.length; i++) {
            bytes[i] = parts[i].getBytes(StandardCharsets.UTF_8);
        }
        return hmac(bytes);
    }

    /** HMAC-SHA-256 over exactly these bytes. */
    byte[] hmacRaw(byte[] bytes) {
        return mac().doFinal(bytes);
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
