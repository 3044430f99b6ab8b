package dev.phoneauth.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is wrong with the settings: a sentence each, that names the setting, its environment variable and what it may be. */
public final class Faults {
    private final List<String> sentences = new ArrayList<>();

    /** The setting must hold; {@code otherwise} goes on after its name: "… must be …". */
    public Faults require(boolean holds, String setting, String otherwise) {
        if (!holds) {
            sentences.add(setting + " (" + environmentName(setting) + ") " + otherwise);
        }
        return this;
    }

    /** A whole number from {@code least} to {@code most}, both included. */
    public Faults range(String setting, long value, long least, long most) {
        return require(
                value >= least && value <= most,
                setting,
                "must be from " + least + " to " + most + ", but is " + value);
    }

    /** A time from {@code least} to {@code most}, both included. */
    public Faults range(String setting, Duration value, Duration least, Duration most) {
        return require(
                value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
                setting,
                "must be from " + written(least) + " to " + written(most) + ", but is " + written(value));
    }

    public boolean isEmpty() {
        return sentences.isEmpty();
    }

    /** All of them, a line each. */
    @Override
    public String toString() {
        return String.join(System.lineSeparator(), sentences);
    }

    /** As one writes it into a setting: {@code PT5M} is {@code 5M}. */
    private static String written(Duration time) {
        return time.toString().replaceFirst("^PT?", "");
    }

    private static String environmentName(String setting) {
        return setting.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
