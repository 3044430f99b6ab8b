package dev.phoneauth.phone;

import java.util.regex.Pattern;

/** The one rule for digits that people type: a decimal digit of any script stands for its ASCII counterpart. */
public final class Digits {
    private static final Pattern FILLER = Pattern.compile("[\\s\\p{Z}\\p{Pd}\\p{Cf}]");

    private Digits() {}

    /** The text with every Unicode decimal digit (general category Nd) as {@code 0}–{@code 9}, all else untouched. */
    public static String toAscii(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        text.codePoints()
                .forEach(point ->
                        ascii.appendCodePoint(Character.isDigit(point) ? '0' + Character.digit(point, 10) : point));
        return ascii.toString();
    }

    /** As {@link #toAscii}, without the blanks, dashes and invisible characters that people type or paste into codes. */
    public static String compact(String text) {
        return FILLER.matcher(toAscii(text)).replaceAll("");
    }
}
