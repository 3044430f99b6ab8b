package dev.phoneauth.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A message authentication code.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2104">RFC 2104, HMAC</a>
 */
public final class Hmac {
    private final SecretKeySpec key;

    private Hmac(String algorithm, byte[] key) {
        this.key = new SecretKeySpec(key, algorithm);
    }

    public static Hmac sha256(byte[] key) {
        return new Hmac("HmacSHA256", key);
    }

    /** For gateways that sign with nothing else. */
    public static Hmac sha1(byte[] key) {
        return new Hmac("HmacSHA1", key);
    }

    /** Of the concatenated parts. */
    public byte[] of(byte[]... parts) {
        Mac mac = mac();
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }

    /** Of text in UTF-8. */
    public byte[] of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Compares in constant time; a missing signature, null, is never the same. */
    public static boolean isSame(String expected, String given) {
        return given != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
