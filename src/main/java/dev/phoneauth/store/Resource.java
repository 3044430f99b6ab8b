package dev.phoneauth.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Text files that come along with the service. */
public final class Resource {
    private Resource() {}

    /** @param path from the root of the class path, such as {@code redis/admit.lua} */
    public static String text(String path) {
        try (InputStream file = Resource.class.getResourceAsStream("/" + path)) {
            return new String(
                    Objects.requireNonNull(file, () -> "no resource " + path).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
