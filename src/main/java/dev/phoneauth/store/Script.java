package dev.phoneauth.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Lua script, to be run in a {@link Step}. */
public record Script(String source) {
    /** Reads {@code redis/<name>.lua} from the resources; of several, the earlier lend their functions to the last. */
    public static Script named(String... names) {
        return new Script(Stream.of(names).map(Script::read).collect(Collectors.joining()));
    }

    private static String read(String name) {
        try (InputStream resource = Script.class.getResourceAsStream("/redis/" + name + ".lua")) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
