package dev.phoneauth.phone;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Numbers with a fixed code, for tests and for those who review an app in a store: {@code phone-auth.test-numbers}, good
 * until the end of the day {@code phone-auth.test-numbers-until} (UTC). Anyone who knows one can sign in with it.
 */
@ApplicationScoped
public class TestNumbers {
    private final Map<String, String> codes;
    private final Optional<LocalDate> until;
    private final Clock clock;

    TestNumbers(PhoneConfig config, Clock clock) {
        this.codes = config.testNumbers().orElse(List.of()).stream()
                .map(pair -> pair.replaceAll("\\s", "").split("="))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (earlier, later) -> later));
        this.until = config.testNumbersUntil();
        this.clock = clock;
    }

    /** The code of a test number; empty for every other number, and for all of them after their day. */
    public Optional<String> code(PhoneNumber number) {
        return Optional.ofNullable(codes.get(number.e164())).filter(code -> areGood());
    }

    public boolean has(PhoneNumber number) {
        return code(number).isPresent();
    }

    private boolean areGood() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return until.stream().noneMatch(today::isAfter);
    }
}
