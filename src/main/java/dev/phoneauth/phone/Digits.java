package dev.phoneauth.phone;

import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;

/** Reads digits as users type them: a decimal digit of any script stands for its ASCII counterpart. */
public final class Digits {
    private static final Pattern FILLER = Pattern.compile("[\\s\\p{Z}\\p{Pd}\\p{Cf}]");

    private Digits() {}

    /** The text with ASCII digits, without the blanks, dashes and invisible characters that users type or paste into codes. */
    public static String compact(String text) {
        return FILLER.matcher(mapped(text, other -> other)).replaceAll("");
    }

    /** The text with every decimal digit (Unicode category Nd) as {@code 0}–{@code 9}, and all other characters mapped. */
    static String mapped(String text, IntUnaryOperator others) {
        return text.codePoints()
                .map(point -> Character.isDigit(point) ? '0' + Character.digit(point, 10) : others.applyAsInt(point))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
