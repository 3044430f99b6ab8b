package dev.phoneauth.phone;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number as typed, without {@code tel:}, blanks, dashes, dots, slashes, brackets and invisible characters. Text with
 * letters, a second plus or an extension is no number.
 *
 * @param international led by a plus
 * @param national led by an area code in brackets
 * @param digits all of them, in ASCII
 */
record Spelling(boolean international, boolean national, String digits) {
    private static final int LONGEST = 64;
    private static final int FULL_WIDTH = '\uFF01' - '!';
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");
    private static final Pattern BLANK = Pattern.compile("[\\p{Z}\\t]");

    /** Also the minus sign, and the long-vowel mark that Japanese keyboards type for a dash. */
    private static final Pattern DASH = Pattern.compile("[\\p{Pd}\u2212\u30FC]");

    private static final Pattern NUMBER = Pattern.compile(
            "(?:(?i:tel:)(?=\\+))?(?<plus>\\(?\\+)?[ ]*(?<bracket>\\(?)[ ]*(?<rest>[0-9][-0-9 ().\\/]*)");
    private static final Pattern NOT_A_DIGIT = Pattern.compile("[^0-9]");

    /** Empty if the text is no phone number. */
    static Optional<Spelling> of(String typed) {
        return Optional.of(typed)
                .filter(text -> text.length() <= LONGEST)
                .map(Spelling::plain)
                .map(NUMBER::matcher)
                .filter(Matcher::matches)
                .map(Spelling::of);
    }

    private static Spelling of(Matcher number) {
        boolean plus = number.group("plus") != null;
        return new Spelling(
                plus,
                !plus && !number.group("bracket").isEmpty(),
                NOT_A_DIGIT.matcher(number.group("rest")).replaceAll(""));
    }

    private static String plain(String typed) {
        String ascii = Digits.mapped(typed, Spelling::halfWidth);
        String visible = INVISIBLE.matcher(ascii).replaceAll("");
        return DASH.matcher(BLANK.matcher(visible).replaceAll(" ").strip()).replaceAll("-");
    }

    /** East Asian keyboards type full-width forms of the ASCII characters. */
    private static int halfWidth(int point) {
        return point >= '\uFF01' && point <= '\uFF5E' ? point - FULL_WIDTH : point;
    }
}
