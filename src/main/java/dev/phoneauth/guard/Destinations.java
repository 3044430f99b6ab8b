package dev.phoneauth.guard;

import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** The operator's choice of countries, prefixes and types of numbers; checked before anything is counted. */
@ApplicationScoped
class Destinations {
    @Inject GuardConfig config;
    @Inject DecisionLog log;

    /** @throws dev.phoneauth.problem.ProblemException {@code phone_number_not_allowed} */
    void check(PhoneNumber number) {
        deniedBy(number).ifPresent(reason -> {
            log.reportNotAllowed(number, reason);
            throw Problem.PHONE_NUMBER_NOT_ALLOWED.failure();
        });
    }

    private Optional<String> deniedBy(PhoneNumber number) {
        if (isDeniedCountry(number.country())) {
            return Optional.of("country");
        }
        if (isDeniedPrefix(number.e164())) {
            return Optional.of("prefix");
        }
        return isDeniedType(number) ? Optional.of("type") : Optional.empty();
    }

    private boolean isDeniedCountry(String country) {
        return has(config.deniedCountries(), country)
                || config.allowedCountries().isPresent() && !has(config.allowedCountries(), country);
    }

    private boolean isDeniedPrefix(String e164) {
        return config.deniedPrefixes().stream().flatMap(List::stream).anyMatch(e164::startsWith);
    }

    private boolean isDeniedType(PhoneNumber number) {
        return config.deniedTypes().isPresent() && has(config.deniedTypes(), PhoneNumbers.type(number));
    }

    private static <T> boolean has(Optional<List<T>> setting, T value) {
        return setting.filter(values -> values.contains(value)).isPresent();
    }
}
