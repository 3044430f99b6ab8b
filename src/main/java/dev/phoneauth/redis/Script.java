package dev.phoneauth.redis;

import dev.phoneauth.store.Resource;
import io.quarkus.runtime.util.HashUtil;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Lua script; Redis knows it by its SHA-1, in hexadecimal. */
public record Script(String source, String sha1) {
    /** Reads {@code redis/<name>.lua} from the resources; earlier files define functions that the last one calls. */
    public static Script named(String... names) {
        String source = Stream.of(names)
                .map(name -> Resource.text("redis/" + name + ".lua"))
                .collect(Collectors.joining());
        return new Script(source, HashUtil.sha1(source));
    }
}
