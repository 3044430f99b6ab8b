package dev.phoneauth.sms;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with places for what differs: {@code {code} is your {app} code}. */
record Template(String text) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]*)}");

    /** Placeholders in it that are none of these. */
    List<String> unknown(Map<String, String> known) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(place -> place.group(1))
                .filter(name -> !known.containsKey(name))
                .toList();
    }

    boolean holds(String placeholder) {
        return text.contains("{" + placeholder + "}");
    }

    String fill(Map<String, String> values) {
        return PLACEHOLDER.matcher(text).replaceAll(place -> Matcher.quoteReplacement(values.get(place.group(1))));
    }
}
