package dev.phoneauth.account;

import dev.phoneauth.problem.Problem;
import java.util.Optional;
import java.util.regex.Pattern;

/** What users may change of their profile. What is not named stays as it is. */
final class ProfileChange {
    private static final int LONGEST = 64;

    /** Controls, halves of characters, ends of lines, and what turns the direction of writing around: they garble what stands beside. */
    private static final Pattern GARBLING = Pattern.compile("[\\p{Cc}\\p{Cs}\u2028-\u202E\u2066-\u2069]");

    /** Marks show only after a letter; Hangul fillers and the empty Braille cell never do. */
    private static final Pattern VISIBLE = Pattern.compile("[^\\p{Z}\\p{C}\\p{M}\u115F\u1160\u3164\uFFA0\u2800]");

    private static final String BLANK = "[\\p{Z}\\s]";

    /** Reads each blank once, however many of them stand between two letters. */
    private static final Pattern MARGIN = Pattern.compile("^" + BLANK + "++|(?<!" + BLANK + ")" + BLANK + "++$");

    /** Null if the request does not name it; empty, or an empty text, for none: many generated clients cannot send null. */
    public Optional<String> displayName;

    /** Trimmed; null for none. Fails with {@code invalid_request}. */
    String checkedDisplayName() {
        return displayName
                .filter(name -> !name.isEmpty())
                .map(ProfileChange::checked)
                .orElse(null);
    }

    private static String checked(String displayName) {
        String name = MARGIN.matcher(displayName).replaceAll("");
        if (!isName(name)) {
            throw Problem.INVALID_REQUEST.failure("display_name", "has 1 to " + LONGEST + " characters");
        }
        return name;
    }

    private static boolean isName(String text) {
        return VISIBLE.matcher(text).find()
                && text.codePointCount(0, text.length()) <= LONGEST
                && !GARBLING.matcher(text).find();
    }
}
