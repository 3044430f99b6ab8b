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
public record Spelling(boolean international, boolean national, String digits) {
    private static final int LONGEST = 64;
    private static final int FULL_WIDTH = '\uFF01' - '!';

    /** Also the minus sign, and the long-vowel mark that Japanese keyboards type for a dash. */
    private static final String DASH = "[\\p{Pd}\u2212\u30FC]";

    private static final Pattern NUMBER = Pattern.compile(
            "(?:(?i:tel:)(?=\\+))?(?<plus>\\(?\\+)?[ ]*(?<bracket>\\(?)[ ]*(?<rest>[0-9][-0-9 ().\\/]*)");

    /** A code as typed, with ASCII digits, and without blanks, dashes and invisible characters. */
    public static String compact(String code) {
        return ascii(code).replaceAll("[\\s\\p{Z}\\p{Pd}\\p{Cf}]", "");
    }

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
        boolean bracket = !number.group("bracket").isEmpty();
        return new Spelling(plus, !plus && bracket, number.group("rest").replaceAll("[^0-9]", ""));
    }

    private static String plain(String typed) {
        String blanks = ascii(typed).replaceAll("\\p{Cf}", "").replaceAll("[\\p{Z}\\t]", " ");
        return blanks.strip().replaceAll(DASH, "-");
    }

    /** With every decimal digit of any script as {@code 0}–{@code 9}, and full-width forms as East Asian keyboards type them. */
    private static String ascii(String text) {
        return text.codePoints()
                .map(Spelling::ascii)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static int ascii(int point) {
        if (Character.isDigit(point)) {
            return '0' + Character.digit(point, 10);
        }
        return point >= '\uFF01' && point <= '\uFF5E' ? point - FULL_WIDTH : point;
    }
}
