package dev.phoneauth.startup;

import io.smallrye.config.ConfigValidationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The sentences of a start that is refused because of its settings. They do not show values that cannot be read. */
final class SettingMessages {
    /** Former names of settings, and the present ones. */
    static final Map<String, String> RENAMED = Map.of(
            "phone-auth.code.max-tries", "phone-auth.code.max-attempts",
            "phone-auth.overload.in-flight", "phone-auth.http.in-flight");

    /** Removed settings, without which the service would trust other headers or sign with other keys. */
    static final List<String> REMOVED = List.of(
            "phone-auth.guard.proxy-header", "phone-auth.session.keys.algorithm", "phone-auth.session.keys.files");

    /** SmallRye Config's words, see its {@code ConfigMessages}. */
    private static final Pattern UNREADABLE =
            Pattern.compile(".*The config property (\\S+) with the config value .* (?:threw|was) .*", Pattern.DOTALL);

    private static final Pattern MISSING =
            Pattern.compile(".*The config property (\\S+) is (?:required|defined as the empty).*", Pattern.DOTALL);
    private static final Pattern UNKNOWN = Pattern.compile(".*: (\\S+) in .* does not map to any root");
    private static final Pattern UNEXPANDED =
            Pattern.compile(".*Could not expand value (\\S+) in property (\\S+).*", Pattern.DOTALL);
    private static final Pattern CHOICE = Pattern.compile(".*allowed values: ([a-z0-9,-]+).*", Pattern.DOTALL);

    /** At the beginning of a line; a list's element has its index. */
    private static final Pattern NAME =
            Pattern.compile("(?m)^((?:phone-auth|quarkus)\\.[a-z0-9.-]+)(?:\\[\\d+])?(?= )");

    private final List<String> sentences = new ArrayList<>();

    /** @param otherwise how the sentence goes on after the name of the setting, such as "must be …" */
    void require(boolean holds, String setting, String otherwise) {
        if (!holds) {
            sentences.add(setting + " " + otherwise);
        }
    }

    /** @param what the least value is */
    void requireAtLeast(Duration least, String what, Duration value, String setting) {
        require(value.compareTo(least) >= 0, setting, "must be at least " + what + ", " + least + ", but is " + value);
    }

    List<String> sentences() {
        return sentences;
    }

    /** A line for each problem. */
    static String of(ConfigValidationException invalid) {
        return IntStream.range(0, invalid.getProblemCount())
                .mapToObj(i -> sentence(invalid.getProblem(i).getMessage()))
                .distinct()
                .map(SettingMessages::withVariables)
                .collect(Collectors.joining(System.lineSeparator()));
    }

    /** The same with the environment variable of each setting that a line begins with, and durations as in settings. */
    static String withVariables(String sentences) {
        return NAME.matcher(sentences)
                .replaceAll(name -> name.group() + " (" + variable(name.group(1)) + ")")
                .replaceAll("\\bPT(?=-?[0-9])", "");
    }

    private static String sentence(String problem) {
        Matcher unreadable = UNREADABLE.matcher(problem);
        Matcher missing = MISSING.matcher(problem);
        Matcher unknown = UNKNOWN.matcher(problem);
        Matcher choice = CHOICE.matcher(problem);
        if (unreadable.matches()) {
            return unreadable.group(1)
                    + (choice.matches() ? " must be one of " + choice.group(1) : " has a value that cannot be read");
        }
        if (missing.matches()) {
            return missing.group(1) + " must be set";
        }
        return unknown.matches()
                ? unknown(unknown.group(1))
                : UNEXPANDED
                        .matcher(problem)
                        .replaceFirst("$2 names a setting $1 that is not set; for the character \\$ write \\\\\\$");
    }

    private static String unknown(String name) {
        return name + (RENAMED.containsKey(name) ? " is now " + RENAMED.get(name) : " is no setting");
    }

    static String variable(String setting) {
        return setting.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
