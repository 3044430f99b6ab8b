package dev.phoneauth.phone;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import dev.phoneauth.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Parses phone numbers as users type them. Two spellings of one number always give the same {@link PhoneNumber}. */
@ApplicationScoped
public class PhoneNumbers {
    @Inject PhoneConfig config;
    @Inject TestNumbers testNumbers;

    /** Reads any international spelling, or a national one of the default region; throws {@code invalid_phone_number}. */
    public PhoneNumber parse(String typed) {
        if (typed == null) {
            throw Problem.INVALID_PHONE_NUMBER.failure("phone_number", "is missing");
        }
        Optional<Spelling> spelling = Spelling.of(typed);
        return spelling.flatMap(this::read)
                .orElseThrow(() -> Problem.INVALID_PHONE_NUMBER.failure(
                        "phone_number",
                        spelling.filter(digits -> !digits.international()).isPresent()
                                ? "is not a phone number, or its country code is missing"
                                : "is not a phone number"));
    }

    /** A number that was parsed before and is stored in E.164; it is not checked again. */
    public static PhoneNumber stored(String e164) {
        String country = parsed(e164, null)
                .map(PhoneNumberUtil.getInstance()::getRegionCodeForNumber)
                .orElse("ZZ");
        return new PhoneNumber(e164, country);
    }

    /** The kind of line, such as mobile or premium rate, as far as the number tells. */
    public static PhoneNumberType type(PhoneNumber number) {
        return parsed(number.e164(), null)
                .map(PhoneNumberUtil.getInstance()::getNumberType)
                .orElse(PhoneNumberType.UNKNOWN);
    }

    /** Whether it is the ISO 3166 code of a country that has numbers of its own. */
    public static boolean isCountry(String code) {
        return PhoneNumberUtil.getInstance().getSupportedRegions().contains(code);
    }

    /** Without a plus there may be several readings; digits that could be anything are read as international last. */
    private Optional<PhoneNumber> read(Spelling spelling) {
        String digits = spelling.digits();
        if (spelling.international()) {
            return international(digits);
        }
        return afterInternationalPrefix(digits)
                .or(() -> config.defaultRegion().flatMap(region -> normalized(digits, region)))
                .or(() -> spelling.national() || isGuess(digits) ? Optional.empty() : international(digits));
    }

    /** Whether the digits may be meant as a national number: a text to the international one would go to a guess. */
    private boolean isGuess(String digits) {
        return config.check() == PhoneConfig.Check.VALID
                && config.defaultRegion().isEmpty()
                && PhoneNumber.isE164("+" + digits)
                && NationalNumbers.isMobileAnywhere(digits);
    }

    private Optional<PhoneNumber> afterInternationalPrefix(String digits) {
        return digits.startsWith("00") ? international(digits.substring(2)) : Optional.empty();
    }

    private Optional<PhoneNumber> international(String digits) {
        String e164 = "+" + digits;
        return normalized(e164, null).or(() -> madeUp(e164));
    }

    /**
     * libphonenumber removes one superfluous zero at a time, so that it may read its own result as another number. Its
     * results are parsed again until they stay the same.
     */
    private Optional<PhoneNumber> normalized(String text, String region) {
        Optional<Phonenumber.PhoneNumber> number = parsed(text, region);
        Optional<String> e164 = number.map(E164::of);
        return e164.isEmpty() || e164.get().equals(text)
                ? e164.filter(same -> passes(number.get(), same)).map(PhoneNumbers::stored)
                : normalized(e164.get(), null);
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

    /** A number that does not exist, of use in tests only. */
    private Optional<PhoneNumber> madeUp(String e164) {
        return Optional.of(e164)
                .filter(PhoneNumber::isE164)
                .map(PhoneNumbers::stored)
                .filter(number -> config.check() == PhoneConfig.Check.SHAPE || testNumbers.has(number));
    }

    private static Optional<Phonenumber.PhoneNumber> parsed(String text, String region) {
        try {
            return Optional.of(PhoneNumberUtil.getInstance().parse(text, region));
        } catch (NumberParseException notANumber) {
            return Optional.empty();
        }
    }
}
