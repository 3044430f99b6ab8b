package dev.phoneauth.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Lua script that Redis runs as one atomic step.
 *
 * @param sha1 the name Redis knows it by, in hexadecimal
 */
public record Script(String source, String sha1) {
    /** Reads {@code redis/<name>.lua} from the resources; of several, the earlier lend their functions to the last. */
    public static Script named(String... names) {
        String source = Stream.of(names).map(Script::read).collect(Collectors.joining());
        return new Script(source, sha1(source));
    }

    private static String read(String name) {
        try (InputStream resource = Script.class.getResourceAsStream("/redis/" + name + ".lua")) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String sha1(String source) {
        try {
            byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(source.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha1);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
