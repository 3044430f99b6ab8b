package dev.phoneauth.guard;

import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where texts may go at all; asked before anything is counted or spent. */
@ApplicationScoped
class Destinations {
    private final PhoneNumbers numbers;
    private final Decisions decisions;
    private final Optional<Set<String>> allowedCountries;
    private final Set<String> deniedCountries;
    private final List<String> deniedPrefixes;
    private final Set<PhoneNumberType> deniedTypes;

    Destinations(PhoneNumbers numbers, Decisions decisions, GuardConfig config) {
        this.numbers = numbers;
        this.decisions = decisions;
        allowedCountries = config.allowedCountries().map(Set::copyOf);
        deniedCountries = Set.copyOf(config.deniedCountries().orElse(List.of()));
        deniedPrefixes = config.deniedPrefixes().orElse(List.of());
        deniedTypes = Set.copyOf(config.deniedTypes().orElse(List.of()));
    }

    /** @throws dev.phoneauth.problem.ProblemException {@code phone_number_not_allowed} */
    void check(Subjects subjects) {
        closedBy(subjects).ifPresent(reason -> {
            decisions.reportNotAllowed(reason, subjects);
            throw Problem.PHONE_NUMBER_NOT_ALLOWED.failure();
        });
    }

    private Optional<String> closedBy(Subjects subjects) {
        if (isClosed(subjects.country())) {
            return Optional.of("country");
        }
        if (deniedPrefixes.stream().anyMatch(subjects.number().e164()::startsWith)) {
            return Optional.of("prefix");
        }
        return deniedTypes.contains(numbers.type(subjects.number())) ? Optional.of("type") : Optional.empty();
    }

    private boolean isClosed(String country) {
        return deniedCountries.contains(country)
                || allowedCountries
                        .filter(allowed -> !allowed.contains(country))
                        .isPresent();
    }
}
