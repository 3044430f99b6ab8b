package dev.phoneauth.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the {@code Forwarded} header. Commas part its elements and semicolons their parameters, but neither does within
 * quotes: a stranger may call his host {@code "a, for=192.0.2.1"}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7239#section-4">RFC 7239, section 4</a>
 */
final class Forwarded {
    private static final String FOR = "for=";
    private static final String NOBODY = "";

    private Forwarded() {}

    /** What the {@code for} of each element says. A quote that is never closed may hide a proxy's element: nobody, then. */
    static Stream<String> nodes(String value) {
        return split(value, ',')
                .map(elements -> elements.stream().map(Forwarded::node))
                .orElse(Stream.of(NOBODY));
    }

    private static String node(String element) {
        return split(element, ';').orElse(List.of()).stream()
                .map(String::strip)
                .filter(parameter -> parameter.regionMatches(true, 0, FOR, 0, FOR.length()))
                .map(parameter -> unquoted(parameter.substring(FOR.length())))
                .findFirst()
                .orElse(NOBODY);
    }

    /** At separators outside of quotes; empty if a quote is never closed. */
    private static Optional<List<String>> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return quoted ? Optional.empty() : Optional.of(parts);
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
