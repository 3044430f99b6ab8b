package dev.phoneauth.phone;

import dev.phoneauth.settings.Deployment;
import dev.phoneauth.settings.Faults;
import dev.phoneauth.settings.SettingsCheck;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Numbers with a fixed code, for tests and for those who review an app in a store: {@code phone-auth.test-numbers}, good
 * until the end of the day {@code phone-auth.test-numbers-until} (UTC). Whoever knows one signs in by it.
 */
@ApplicationScoped
@RegisterForReflection(targets = {TestNumber.class, LocalDate.class}) // settings are read by their parse()
public class TestNumbers implements SettingsCheck {
    private static final String UNTIL = "phone-auth.test-numbers-until";

    private final Map<PhoneNumber, String> codes;
    private final Optional<LocalDate> until;
    private final Clock clock;

    TestNumbers(
            @ConfigProperty(name = "phone-auth.test-numbers") Optional<List<TestNumber>> numbers,
            @ConfigProperty(name = UNTIL) Optional<LocalDate> until,
            Clock clock) {
        this.codes = numbers.orElse(List.of()).stream()
                .collect(Collectors.toMap(TestNumber::number, TestNumber::code, (earlier, later) -> later));
        this.until = until;
        this.clock = clock;
    }

    /** The code of a test number; empty for every other number, and for all of them after their day. */
    public Optional<String> code(PhoneNumber number) {
        return Optional.ofNullable(codes.get(number)).filter(code -> areGood());
    }

    /** Whether the number has such a code. */
    public boolean has(PhoneNumber number) {
        return code(number).isPresent();
    }

    @Override
    public void check(Faults faults) {
        faults.require(
                codes.isEmpty() || until.isPresent() || !Deployment.isProduction(),
                UNTIL,
                "must be a date, such as 2026-12-31, after which the test numbers are good no more");
    }

    private boolean areGood() {
        return until.stream()
                .noneMatch(last ->
                        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).isAfter(last));
    }
}
