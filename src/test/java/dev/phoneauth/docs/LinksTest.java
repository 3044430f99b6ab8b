package dev.phoneauth.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** Every relative link of the pages leads to a file, and to a heading of it if it has an anchor. */
class LinksTest {
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|`[^`\n]+`");
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            List<Path> pages =
                    docs.filter(file -> file.toString().endsWith(".md")).toList();
            return Stream.concat(Stream.of(Path.of("README.md"), Path.of("CHANGELOG.md")), pages.stream());
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void links_leadSomewhere(Path page) throws IOException {
        List<MatchResult> links =
                LINK.matcher(withoutCode(page, CODE)).results().toList();
        assertFalse(links.isEmpty(), "no link was found");
        assertEquals(
                List.of(),
                links.stream()
                        .filter(link -> isBroken(page, link.group(1), link.group(2)))
                        .map(MatchResult::group)
                        .toList());
    }

    private static boolean isBroken(Path page, String path, String anchor) {
        Path target = path.isEmpty() ? page : page.resolveSibling(path);
        return !Files.exists(target) || anchor != null && !anchors(target).contains(anchor);
    }

    /** As GitHub makes them: a heading that occurs again has a number at its end. */
    private static Set<String> anchors(Path page) {
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> used = new HashMap<>();
        HEADING.matcher(withoutCode(page, Pattern.compile("(?ms)^```.*?^```")))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .forEach(anchor -> {
                    int before = used.merge(anchor, 1, Integer::sum) - 1;
                    anchors.add(before == 0 ? anchor : anchor + "-" + before);
                });
        return anchors;
    }

    private static String withoutCode(Path page, Pattern code) {
        try {
            return code.matcher(Files.readString(page)).replaceAll("");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
