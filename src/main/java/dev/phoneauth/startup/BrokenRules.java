package dev.phoneauth.startup;

import io.smallrye.config.SmallRyeConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the settings: sentences that begin with the name of a setting. */
final class BrokenRules {
    private final SmallRyeConfig settings;
    private final List<String> sentences = new ArrayList<>();

    BrokenRules(SmallRyeConfig settings) {
        this.settings = settings;
    }

    /** @param otherwise how the sentence goes on after the name, such as "must be …" */
    void require(boolean holds, String setting, String otherwise) {
        if (!holds) {
            sentences.add(setting + " " + otherwise);
        }
    }

    /** Both are names of settings. */
    void requireAtLeast(String other, String setting) {
        requireAtLeast(settings.getValue(other, Duration.class), other, setting);
    }

    /** @param other what the least value is */
    void requireAtLeast(Duration least, String other, String setting) {
        Duration value = settings.getValue(setting, Duration.class);
        require(value.compareTo(least) >= 0, setting, "must be at least " + other + ", " + least + ", but is " + value);
    }

    List<String> sentences() {
        return sentences;
    }
}
