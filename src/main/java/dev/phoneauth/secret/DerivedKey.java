package dev.phoneauth.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** A key for one purpose, derived from the master secret. */
public final class DerivedKey {
    private final Hmac hmac;

    DerivedKey(byte[] bytes) {
        hmac = Hmac.sha256(bytes);
    }

    /** HMAC-SHA-256 over the parts, each after its length, so that no two lists of parts are alike. */
    public byte[] hmac(byte[]... parts) {
        return hmac.of(
                Stream.of(parts).flatMap(part -> Stream.of(length(part), part)).toArray(byte[][]::new));
    }

    /** HMAC-SHA-256 over texts in UTF-8, each after its length. */
    public byte[] hmac(String... parts) {
        return hmac(Stream.of(parts)
                .map(part -> part.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new));
    }

    /** HMAC-SHA-256 over exactly these bytes. */
    byte[] hmacRaw(byte[] bytes) {
        return hmac.of(bytes);
    }

    private static byte[] length(byte[] part) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array();
    }
}
