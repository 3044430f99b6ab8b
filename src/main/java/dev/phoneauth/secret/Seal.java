package dev.phoneauth.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts with AES-256-GCM (NIST SP 800-38D); the result is a random nonce and the ciphertext with its tag. The name is
 * authenticated too, so that content cannot be moved from one name to another.
 */
public final class Seal {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final List<SecretKeySpec> keys;

    Seal(List<byte[]> keys) {
        this.keys = keys.stream().map(bytes -> new SecretKeySpec(bytes, "AES")).toList();
    }

    /** Encrypts with the current secret. */
    public byte[] seal(String name, String content) {
        byte[] nonce = Bytes.random(NONCE_BYTES);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, keys.get(0), name, nonce)
                    .doFinal(content.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The content; empty if neither the current nor the previous secret has encrypted it. */
    public Optional<String> open(String name, byte[] sealed) {
        return keys.stream()
                .map(key -> open(key, name, sealed))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Whether the current secret has encrypted it, so that the previous one is not needed. */
    public boolean isCurrent(String name, byte[] sealed) {
        return open(keys.get(0), name, sealed).isPresent();
    }

    private static Optional<String> open(SecretKeySpec key, String name, byte[] sealed) {
        try {
            byte[] content = cipher(Cipher.DECRYPT_MODE, key, name, Arrays.copyOf(sealed, NONCE_BYTES))
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
            return Optional.of(new String(content, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException otherKey) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, SecretKeySpec key, String name, byte[] nonce)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
