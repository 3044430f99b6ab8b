package dev.phoneauth.phone;

import io.smallrye.config.ConfigMapping;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Numbers with a fixed code. */
@ConfigMapping(prefix = "phone-auth")
public interface TestNumbersConfig {
    /** {@code +15005550006=123456,…}: no text, no cooldown, no budget. Anyone who knows a pair can sign in with it. */
    Optional<List<TestNumber>> testNumbers();

    /** The last day (UTC) on which they work; production needs one. */
    Optional<LocalDate> testNumbersUntil();
}
