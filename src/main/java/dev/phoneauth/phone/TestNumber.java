package dev.phoneauth.phone;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number with a fixed code, to which no text is sent. */
public record TestNumber(PhoneNumber number, String code) {
    private static final Pattern PAIR = Pattern.compile("\\s*(\\+[1-9][0-9]{6,14})\\s*=\\s*([0-9]{4,10})\\s*");

    /** Reads {@code +15005550006=123456}. */
    public static TestNumber parse(CharSequence text) {
        Matcher parts = PAIR.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "a test number is in E.164 and has a code of 4 to 10 digits, such as +15005550006=123456");
        }
        return new TestNumber(PhoneNumbers.stored(parts.group(1)), parts.group(2));
    }

    /** Without the code, which must not appear in a log. */
    @Override
    public String toString() {
        return "TestNumber[" + number + "]";
    }
}
