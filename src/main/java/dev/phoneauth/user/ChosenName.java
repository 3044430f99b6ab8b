package dev.phoneauth.user;

import dev.phoneauth.problem.Problem;
import java.util.regex.Pattern;

/** A name that a user or client chooses, and that others read: 1 to 64 characters, visible, on one line. */
public final class ChosenName {
    private static final int LONGEST = 64;

    /** Controls, halves of characters, ends of lines, and what turns the direction of writing around: they garble what stands beside. */
    private static final Pattern GARBLING = Pattern.compile("[\\p{Cc}\\p{Cs}\u2028-\u202E\u2066-\u2069]");

    /** Marks show only after a letter; Hangul fillers and the empty Braille cell never do. */
    private static final Pattern VISIBLE = Pattern.compile("[^\\p{Z}\\p{C}\\p{M}\u115F\u1160\u3164\uFFA0\u2800]");

    private static final String BLANK = "[\\p{Z}\\s]";

    /** Reads each blank once, however many of them stand between two letters. */
    private static final Pattern MARGIN = Pattern.compile("^" + BLANK + "++|(?<!" + BLANK + ")" + BLANK + "++$");

    private ChosenName() {}

    /**
     * The name without blanks around it.
     *
     * @throws dev.phoneauth.problem.ProblemException {@code invalid_request} if it is no name
     */
    public static String check(String field, String text) {
        String name = MARGIN.matcher(text).replaceAll("");
        if (!isName(name)) {
            throw Problem.INVALID_REQUEST.failure(field, "has 1 to " + LONGEST + " characters");
        }
        return name;
    }

    private static boolean isName(String text) {
        return VISIBLE.matcher(text).find()
                && text.codePointCount(0, text.length()) <= LONGEST
                && !GARBLING.matcher(text).find();
    }
}
