package dev.phoneauth.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import dev.phoneauth.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the numbers people type. Two spellings of one number always give the same {@link PhoneNumber}. */
@ApplicationScoped
public class PhoneNumbers {
    private static final int LONGEST_SPELLING = 64;
    private static final Pattern SPELLING = Pattern.compile("\\+? ?[0-9(][0-9 ().\\-/]*");
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");
    private static final Pattern BLANK = Pattern.compile("[\\p{Z}\\t]+");
    private static final Pattern DASH = Pattern.compile("\\p{Pd}");
    private static final Pattern NOT_A_DIGIT = Pattern.compile("[^0-9]");
    private static final Pattern SHAPE = Pattern.compile("\\+[1-9][0-9]{6,14}");

    private final PhoneConfig config;

    PhoneNumbers(PhoneConfig config) {
        this.config = config;
    }

    /**
     * @param typed any international spelling; a national one where a default region is set
     * @throws dev.phoneauth.problem.ProblemException {@code invalid_phone_number}
     */
    public PhoneNumber parse(String typed) {
        return Optional.ofNullable(typed)
                .filter(text -> text.length() <= LONGEST_SPELLING)
                .map(PhoneNumbers::plain)
                .filter(text -> SPELLING.matcher(text).matches())
                .flatMap(this::read)
                .map(PhoneNumber::new)
                .orElseThrow(() -> Problem.INVALID_PHONE_NUMBER.failure("phone_number", "is not a phone number"));
    }

    /** The ISO 3166 country of a number, {@code ZZ} where there is none. */
    public String country(PhoneNumber number) {
        return known(number)
                .map(PhoneNumberUtil.getInstance()::getRegionCodeForNumber)
                .orElse("ZZ");
    }

    /** What kind of line it is, as far as the number tells. */
    public PhoneNumberType type(PhoneNumber number) {
        return known(number).map(PhoneNumberUtil.getInstance()::getNumberType).orElse(PhoneNumberType.UNKNOWN);
    }

    private static Optional<Phonenumber.PhoneNumber> known(PhoneNumber number) {
        try {
            return Optional.of(PhoneNumberUtil.getInstance().parse(number.e164(), null));
        } catch (NumberParseException madeUp) {
            return Optional.empty();
        }
    }

    private static String plain(String typed) {
        String ascii = Digits.toAscii(INVISIBLE.matcher(typed).replaceAll("")).replace('\uFF0B', '+');
        String text = DASH.matcher(BLANK.matcher(ascii).replaceAll(" "))
                .replaceAll("-")
                .strip();
        return text.startsWith("00") ? "+" + text.substring(2).strip() : text;
    }

    /** Digits alone could be national or international: national first, where there is a region to be national in. */
    private Optional<String> read(String text) {
        if (text.startsWith("+")) {
            return international(text);
        }
        return Stream.of(config.defaultRegion().flatMap(region -> parsed(text, region)), international("+" + text))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> international(String text) {
        Optional<String> number = parsed(text, null);
        return number.isPresent() || config.check() != PhoneConfig.Check.SHAPE ? number : shaped(text);
    }

    private Optional<String> parsed(String text, String region) {
        PhoneNumberUtil util = PhoneNumberUtil.getInstance();
        try {
            Phonenumber.PhoneNumber number = util.parse(text, region);
            return Optional.of(util.format(number, PhoneNumberFormat.E164)).filter(e164 -> passes(util, number, e164));
        } catch (NumberParseException notANumber) {
            return Optional.empty();
        }
    }

    private boolean passes(PhoneNumberUtil util, Phonenumber.PhoneNumber number, String e164) {
        return SHAPE.matcher(e164).matches()
                && switch (config.check()) {
                    case VALID -> util.isValidNumber(number);
                    case POSSIBLE -> util.isPossibleNumber(number);
                    case SHAPE -> true;
                };
    }

    /** A made-up number, say of a country that does not exist. */
    private static Optional<String> shaped(String text) {
        return Optional.of("+" + NOT_A_DIGIT.matcher(text).replaceAll("")).filter(SHAPE.asMatchPredicate());
    }
}
