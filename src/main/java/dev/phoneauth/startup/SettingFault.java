package dev.phoneauth.startup;

import io.smallrye.config.ConfigValidationException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The sentences of a start that is refused because of its settings. They show no secrets. */
final class SettingFault {
    /** SmallRye Config's words, see its {@code ConfigMessages}. */
    private static final Pattern UNREADABLE = Pattern.compile(
            ".*The config property (\\S+) with the config value \"(.*)\" (?:threw|was) .*", Pattern.DOTALL);

    private static final Pattern MISSING =
            Pattern.compile(".*The config property (\\S+) is (?:required|defined as the empty).*", Pattern.DOTALL);
    private static final Pattern UNKNOWN = Pattern.compile(".*: (\\S+) in .* does not map to any root");
    private static final Pattern CHOICE = Pattern.compile(".*allowed values: ([a-z0-9,-]+).*", Pattern.DOTALL);

    /** At the beginning of a line; a list's element has its index. */
    private static final Pattern NAME =
            Pattern.compile("(?m)^((?:phone-auth|quarkus)\\.[a-z0-9.-]+)(?:\\[\\d+])?(?= )");

    /** Short and plain, as no URL with a password and no code of a test number is. */
    private static final Pattern HARMLESS = Pattern.compile("[\\w.,-]{1,20}");

    private static final Pattern SECRET = Pattern.compile(".*(secret|token|key|password|number).*");

    private SettingFault() {}

    /** A line for each problem. */
    static String sentences(ConfigValidationException invalid) {
        return IntStream.range(0, invalid.getProblemCount())
                .mapToObj(i -> sentence(invalid.getProblem(i).getMessage()))
                .distinct()
                .map(SettingFault::withVariables)
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
        if (unreadable.matches()) {
            return unreadable(unreadable.group(1), unreadable.group(2), CHOICE.matcher(problem));
        }
        if (missing.matches()) {
            return missing.group(1) + " must be set";
        }
        return unknown.matches() ? unknown(unknown.group(1)) : problem;
    }

    private static String unreadable(String name, String value, Matcher choice) {
        boolean harmless =
                HARMLESS.matcher(value).matches() && !SECRET.matcher(name).matches();
        return name
                + (choice.matches() ? " must be one of " + choice.group(1) : " has a value that cannot be read")
                + (harmless ? ": " + value : "");
    }

    private static String unknown(String name) {
        String now = SettingsRules.RENAMED.get(name);
        return name + (now == null ? " is no setting" : " is now " + now);
    }

    private static String variable(String setting) {
        return setting.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
