package dev.phoneauth.phone;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number as somebody typed it, reduced to what counts: {@code tel:}, blanks, dashes, dots, slashes, brackets and what
 * nobody sees are gone. Letters, a second plus and extensions make it no number.
 *
 * @param international led by a plus
 * @param national led by an area code in brackets
 * @param digits all of them, in ASCII
 */
record Spelling(boolean international, boolean national, String digits) {
    private static final int LONGEST = 64;
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");
    private static final Pattern BLANK = Pattern.compile("[\\p{Z}\\t]");

    /** Also the minus sign and the long-vowel mark that Japanese keyboards make of a dash. */
    private static final Pattern DASH = Pattern.compile("[\\p{Pd}\u2212\u30FC]");

    private static final Pattern NUMBER = Pattern.compile(
            "(?:(?i:tel:)(?=\\+))?(?<plus>\\(?\\+)?[ ]*(?<bracket>\\(?)[ ]*(?<rest>[0-9][-0-9 ().\\/]*)");
    private static final Pattern NOT_A_DIGIT = Pattern.compile("[^0-9]");

    /** Empty if this is no number in anybody's spelling. */
    static Optional<Spelling> of(String typed) {
        return Optional.ofNullable(typed)
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
        String visible = INVISIBLE.matcher(narrow(Digits.toAscii(typed))).replaceAll("");
        return DASH.matcher(BLANK.matcher(visible).replaceAll(" ").strip()).replaceAll("-");
    }

    /** Full-width forms, as East Asian keyboards have them, stand for their ASCII counterparts. */
    private static String narrow(String text) {
        StringBuilder narrow = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= '\uFF01' && text.charAt(i) <= '\uFF5E') {
                narrow.setCharAt(i, (char) (text.charAt(i) - '\uFF01' + '!'));
            }
        }
        return narrow.toString();
    }
}
