package dev.phoneauth.guard;

import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Where texts may go at all; asked before anything is counted or spent. */
@ApplicationScoped
class Destinations {
    private final PhoneNumbers numbers;
    private final Optional<Set<String>> allowedCountries;
    private final Set<String> deniedCountries;
    private final List<String> deniedPrefixes;
    private final Set<PhoneNumberType> deniedTypes;

    Destinations(PhoneNumbers numbers, GuardConfig config) {
        this.numbers = numbers;
        allowedCountries = config.allowedCountries().map(Set::copyOf);
        deniedCountries = Set.copyOf(config.deniedCountries().orElse(List.of()));
        deniedPrefixes = config.deniedPrefixes().orElse(List.of());
        deniedTypes =
                config.deniedTypes().stream().map(PhoneNumberType::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    /** @throws dev.phoneauth.problem.ProblemException {@code phone_number_not_allowed} */
    void check(PhoneNumber number) {
        if (isClosed(number)) {
            throw Problem.PHONE_NUMBER_NOT_ALLOWED.failure();
        }
    }

    private boolean isClosed(PhoneNumber number) {
        String country = numbers.country(number);
        return deniedCountries.contains(country)
                || allowedCountries
                        .filter(allowed -> !allowed.contains(country))
                        .isPresent()
                || deniedPrefixes.stream().anyMatch(number.e164()::startsWith)
                || deniedTypes.contains(numbers.type(number));
    }
}
