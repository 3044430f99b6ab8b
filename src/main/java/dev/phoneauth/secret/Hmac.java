package dev.phoneauth.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A message authentication code (HMAC, RFC 2104). */
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

    public byte[] of(byte[] bytes) {
        return mac().doFinal(bytes);
    }

    /** Of text in UTF-8. */
    public byte[] of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Of the parts, each after its length, so that no two lists of parts are alike. */
    public byte[] framed(byte[]... parts) {
        Mac mac = mac();
        for (byte[] part : parts) {
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length));
            mac.update(part);
        }
        return mac.doFinal();
    }

    /** As {@link #framed(byte[]...)}, of texts in UTF-8. */
    public byte[] framed(String... parts) {
        return framed(Stream.of(parts)
                .map(part -> part.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new));
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
