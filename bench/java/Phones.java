import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.Random;

/** Draws valid mobile numbers, uniformly over the numbering plans of the world. */
final class Phones {
    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
    private static final int PREFIX_DIGITS = 7;
    private static final int TRIES = 5_000;

    private final Random random;

    Phones(Random random) {
        this.random = random;
    }

    /** Countries that have mobile numbers. */
    static List<String> countries() {
        return PHONES.getSupportedRegions().stream()
                .filter(country -> PHONES.getExampleNumberForType(country, PhoneNumberType.MOBILE) != null)
                .sorted()
                .toList();
    }

    /** In E.164. */
    String number(String country) {
        String example = example(country);
        int callingCode = 1 + Integer.toString(PHONES.getCountryCodeForRegion(country)).length();
        // Where few beginnings are valid, more of the example's digits are kept.
        for (int kept = callingCode; kept < example.length(); kept++) {
            for (int i = 0; i < TRIES / 10; i++) {
                String number = withRandomDigits(example.substring(0, kept), example.length());
                if (isMobile(number, country)) {
                    return number;
                }
            }
        }
        return example;
    }

    /** The beginning, with its plus, of a range of numbers. */
    String prefix(String country) {
        return number(country).substring(0, 1 + PREFIX_DIGITS);
    }

    /** A number with this beginning. */
    String numberIn(String prefix, String country) {
        int length = example(country).length();
        for (int i = 0; i < TRIES; i++) {
            String number = withRandomDigits(prefix, length);
            if (isMobile(number, country)) {
                return number;
            }
        }
        throw new IllegalStateException("no numbers in " + prefix);
    }

    private static String example(String country) {
        return PHONES.format(
                PHONES.getExampleNumberForType(country, PhoneNumberType.MOBILE), PhoneNumberFormat.E164);
    }

    private String withRandomDigits(String beginning, int length) {
        StringBuilder number = new StringBuilder(beginning);
        while (number.length() < length) {
            number.append(random.nextInt(10));
        }
        return number.toString();
    }

    private static boolean isMobile(String text, String country) {
        try {
            PhoneNumber number = PHONES.parse(text, null);
            PhoneNumberType type = PHONES.getNumberType(number);
            return PHONES.isValidNumberForRegion(number, country)
                    && PHONES.format(number, PhoneNumberFormat.E164).equals(text)
                    && (type == PhoneNumberType.MOBILE || type == PhoneNumberType.FIXED_LINE_OR_MOBILE);
        } catch (com.google.i18n.phonenumbers.NumberParseException none) {
            return false;
        }
    }
}
