package dev.phoneauth.guard;

import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.phone.PhoneNumbers;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Optional;

/** The operator's choice of countries, prefixes and types of numbers; checked before anything is counted. */
@ConfigMapping(prefix = "phone-auth.guard")
public interface Destinations {
    /** ISO 3166 countries that get texts; without it all do. {@code 001}: numbers of no country, such as satellite phones. */
    Optional<List<String>> allowedCountries();

    /** ISO 3166 countries that get no texts. */
    Optional<List<String>> deniedCountries();

    /** Beginnings of numbers that get no texts, such as {@code +79261}. */
    Optional<
                    List<
                            @Pattern(
                                    regexp = "\\+[1-9][0-9]{0,14}",
                                    message = "must be the beginning of an international number, such as +79261")
                            String>>
            deniedPrefixes();

    /** libphonenumber's types of numbers that get no texts; texts to most of these cost the sender extra. */
    @WithDefault("PREMIUM_RATE,SHARED_COST,PAGER,UAN,VOICEMAIL")
    Optional<List<PhoneNumberType>> deniedTypes();

    /** The kind of setting by which the number gets no text; empty if it may get one. */
    default Optional<String> deniedBy(PhoneNumber number) {
        if (has(deniedCountries(), number.country())
                || allowedCountries().isPresent() && !has(allowedCountries(), number.country())) {
            return Optional.of("country");
        }
        if (deniedPrefixes().stream().flatMap(List::stream).anyMatch(number.e164()::startsWith)) {
            return Optional.of("prefix");
        }
        return deniedTypes().isPresent() && has(deniedTypes(), PhoneNumbers.type(number))
                ? Optional.of("type")
                : Optional.empty();
    }

    /** ISO 3166 in capitals, or {@code 001}. */
    static boolean isCountry(String code) {
        return code.equals("001") || PhoneNumbers.isCountry(code);
    }

    private static <T> boolean has(Optional<List<T>> setting, T value) {
        return setting.filter(values -> values.contains(value)).isPresent();
    }
}
