package dev.phoneauth.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import dev.phoneauth.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the numbers people type. Two spellings of one number always give the same {@link PhoneNumber}. */
@ApplicationScoped
public class PhoneNumbers {
    private static final String INTERNATIONAL_PREFIX = "00";
    private static final String NO_COUNTRY = "ZZ";

    private final PhoneConfig config;
    private final TestNumbers testNumbers;

    PhoneNumbers(PhoneConfig config, TestNumbers testNumbers) {
        this.config = config;
        this.testNumbers = testNumbers;
    }

    /**
     * @param typed any international spelling; a national one where a default region is set
     * @throws dev.phoneauth.problem.ProblemException {@code invalid_phone_number}
     */
    public PhoneNumber parse(String typed) {
        if (typed == null) {
            throw Problem.INVALID_PHONE_NUMBER.failure("phone_number", "is missing");
        }
        return Spelling.of(typed)
                .flatMap(this::read)
                .map(PhoneNumber::new)
                .orElseThrow(() -> Problem.INVALID_PHONE_NUMBER.failure("phone_number", "is not a phone number"));
    }

    /** The ISO 3166 country of a number; {@code 001} if it belongs to the world, {@code ZZ} if to nobody. */
    public String country(PhoneNumber number) {
        return known(number)
                .map(PhoneNumberUtil.getInstance()::getRegionCodeForNumber)
                .orElse(NO_COUNTRY);
    }

    /** Whether it is the ISO 3166 code of a country that has numbers of its own. */
    public static boolean isCountry(String code) {
        return PhoneNumberUtil.getInstance().getSupportedRegions().contains(code);
    }

    /** What kind of line it is, as far as the number tells. */
    public PhoneNumberType type(PhoneNumber number) {
        return known(number).map(PhoneNumberUtil.getInstance()::getNumberType).orElse(PhoneNumberType.UNKNOWN);
    }

    private static Optional<Phonenumber.PhoneNumber> known(PhoneNumber number) {
        return parsed(number.e164(), null);
    }

    /** Without a plus there may be several ways to read it; digits that could be anything are international last of all. */
    private Optional<String> read(Spelling spelling) {
        String digits = spelling.digits();
        if (spelling.international()) {
            return international(digits);
        }
        return firstOf(List.of(
                () -> afterInternationalPrefix(digits),
                () -> config.defaultRegion().flatMap(region -> settled(digits, region)),
                () -> spelling.national() ? Optional.empty() : international(digits)));
    }

    private Optional<String> afterInternationalPrefix(String digits) {
        return digits.startsWith(INTERNATIONAL_PREFIX)
                ? international(digits.substring(INTERNATIONAL_PREFIX.length()))
                : Optional.empty();
    }

    private Optional<String> international(String digits) {
        String number = "+" + digits;
        return firstOf(List.of(() -> settled(number, null), () -> madeUp(number)));
    }

    /**
     * libphonenumber takes one zero too many away at a time, so that what it has made of a number it may make something
     * else of again: only what stays as it is can be anybody's number.
     */
    private Optional<String> settled(String text, String region) {
        Optional<Phonenumber.PhoneNumber> number = parsed(text, region);
        Optional<String> e164 = number.map(PhoneNumbers::e164);
        return e164.isEmpty() || e164.get().equals(text)
                ? e164.filter(same -> passes(number.get(), same))
                : settled(e164.get(), null);
    }

    private boolean passes(Phonenumber.PhoneNumber number, String e164) {
        PhoneNumberUtil util = PhoneNumberUtil.getInstance();
        return PhoneNumber.isE164(e164)
                && switch (config.check()) {
                    case VALID -> util.isValidNumber(number);
                    case POSSIBLE ->
                        util.isValidNumber(number)
                                || util.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE;
                    case SHAPE -> true;
                };
    }

    /** One that libphonenumber makes nothing of, say of a country that does not exist. */
    private Optional<String> madeUp(String number) {
        return Optional.of(number).filter(PhoneNumber::isE164).filter(this::mayBeMadeUp);
    }

    private boolean mayBeMadeUp(String number) {
        return config.check() == PhoneConfig.Check.SHAPE || testNumbers.has(new PhoneNumber(number));
    }

    private static Optional<Phonenumber.PhoneNumber> parsed(String text, String region) {
        try {
            return Optional.of(PhoneNumberUtil.getInstance().parse(text, region));
        } catch (NumberParseException notANumber) {
            return Optional.empty();
        }
    }

    private static String e164(Phonenumber.PhoneNumber number) {
        return PhoneNumberUtil.getInstance().format(number, PhoneNumberFormat.E164);
    }

    private static Optional<String> firstOf(List<Supplier<Optional<String>>> readings) {
        return readings.stream().map(Supplier::get).flatMap(Optional::stream).findFirst();
    }
}
