package dev.phoneauth.store;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Lua script, to be run in a {@link Step}. */
public record Script(String source) {
    /** Reads {@code redis/<name>.lua} from the resources; of several, the earlier lend their functions to the last. */
    public static Script named(String... names) {
        return new Script(Stream.of(names)
                .map(name -> Resource.text("redis/" + name + ".lua"))
                .collect(Collectors.joining()));
    }
}
