package dev.phoneauth.startup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the settings: sentences that begin with the name of a setting. */
final class BrokenRules {
    private final List<String> sentences = new ArrayList<>();

    /** @param otherwise how the sentence goes on after the name, such as "must be …" */
    void require(boolean holds, String setting, String otherwise) {
        if (!holds) {
            sentences.add(setting + " " + otherwise);
        }
    }

    /** @param other what the least value is */
    void requireAtLeast(Duration least, String other, String setting, Duration value) {
        require(value.compareTo(least) >= 0, setting, "must be at least " + other + ", " + least + ", but is " + value);
    }

    List<String> sentences() {
        return sentences;
    }
}
