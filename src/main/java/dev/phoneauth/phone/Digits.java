package dev.phoneauth.phone;

/** The one rule for digits that people type: a decimal digit of any script stands for its ASCII counterpart. */
public final class Digits {
    private Digits() {}

    /** The text with every Unicode decimal digit (general category Nd) as {@code 0}–{@code 9}, all else untouched. */
    public static String toAscii(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        text.codePoints()
                .forEach(point ->
                        ascii.appendCodePoint(Character.isDigit(point) ? '0' + Character.digit(point, 10) : point));
        return ascii.toString();
    }
}
