package dev.phoneauth.code;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What an attacker makes of a guessed code who has a copy of the stores and these sources, but not the secret: hashes, salted
 * with what is in the copy, and MACs, keyed with that or with words that may have been taken for a secret.
 */
final class Guesses {
    private static final List<String> HASHES = List.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");
    private static final List<String> MACS = List.of("HmacSHA1", "HmacSHA256", "HmacSHA512");
    private static final List<String> SEPARATORS = List.of("", ":", "|", " ", "-", "\u0000");
    private static final List<String> WORDS = List.of("\u0000", "phone-auth", "secret", "changeme", "code-digest");

    private final List<String> found;

    /** @param found what stands in the stores, or is known of the number anyway */
    Guesses(List<String> found) {
        this.found = found;
    }

    Stream<byte[]> of(String code) {
        return texts(code).map(text -> text.getBytes(StandardCharsets.UTF_8)).flatMap(this::digests);
    }

    private Stream<byte[]> digests(byte[] text) {
        Stream<byte[]> hashes = HASHES.stream().map(algorithm -> hash(algorithm, text));
        Stream<byte[]> macs = MACS.stream().flatMap(algorithm -> keys().map(key -> mac(algorithm, key, text)));
        return Stream.concat(hashes, macs);
    }

    /** The code with up to two others, in every order. */
    private Stream<String> texts(String code) {
        return Stream.of(
                        Stream.of(code),
                        SEPARATORS.stream()
                                .flatMap(separator -> found.stream()
                                        .flatMap(salt -> Stream.of(salt + separator + code, code + separator + salt))),
                        SEPARATORS.stream()
                                .flatMap(separator -> found.stream()
                                        .flatMap(one -> found.stream()
                                                .flatMap(other -> Stream.of(
                                                        String.join(separator, one, other, code),
                                                        String.join(separator, one, code, other),
                                                        String.join(separator, code, one, other))))),
                        found.stream().flatMap(one -> found.stream().map(other -> ledByLengths(one, other, code))))
                .flatMap(texts -> texts);
    }

    /** As the service itself puts parts together. */
    private static String ledByLengths(String... parts) {
        StringBuilder text = new StringBuilder();
        for (String part : parts) {
            byte[] length =
                    ByteBuffer.allocate(Integer.BYTES).putInt(part.length()).array();
            text.append(new String(length, StandardCharsets.ISO_8859_1)).append(part);
        }
        return text.toString();
    }

    private Stream<byte[]> keys() {
        Stream<byte[]> plain =
                Stream.concat(found.stream(), WORDS.stream()).map(word -> word.getBytes(StandardCharsets.UTF_8));
        return Stream.concat(plain, WORDS.stream().map(Guesses::derived));
    }

    /** As the service derives its keys, from a word in place of the secret. */
    private static byte[] derived(String word) {
        byte[] extracted =
                mac("HmacSHA256", "phone-auth".getBytes(StandardCharsets.UTF_8), word.getBytes(StandardCharsets.UTF_8));
        return mac("HmacSHA256", extracted, "code-digest\u0001".getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hash(String algorithm, byte[] text) {
        try {
            return MessageDigest.getInstance(algorithm).digest(text);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] mac(String algorithm, byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(text);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
