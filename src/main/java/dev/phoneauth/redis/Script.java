package dev.phoneauth.redis;

import dev.phoneauth.store.Resource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Lua script.
 *
 * @param sha1 the name by which Redis knows it, in hexadecimal
 */
public record Script(String source, String sha1) {
    /** Reads {@code redis/<name>.lua} from the resources; earlier files define functions that the last one calls. */
    public static Script named(String... names) {
        String source = Stream.of(names)
                .map(name -> Resource.text("redis/" + name + ".lua"))
                .collect(Collectors.joining());
        return new Script(source, sha1(source));
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
