package dev.phoneauth.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A Lua script that Redis runs as one atomic step.
 *
 * @param sha1 the name Redis knows it by, in hexadecimal
 */
public record Script(String source, String sha1) {
    /** Reads {@code redis/<name>.lua} from the resources. */
    public static Script named(String name) {
        try (InputStream resource = Script.class.getResourceAsStream("/redis/" + name + ".lua")) {
            byte[] source = resource.readAllBytes();
            byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(source);
            return new Script(
                    new String(source, StandardCharsets.UTF_8), HexFormat.of().formatHex(sha1));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
