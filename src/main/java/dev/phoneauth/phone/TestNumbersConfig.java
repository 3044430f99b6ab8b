package dev.phoneauth.phone;

import io.smallrye.config.ConfigMapping;
import jakarta.validation.constraints.Pattern;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Numbers with a fixed code. */
@ConfigMapping(prefix = "phone-auth")
public interface TestNumbersConfig {
    /** {@code +15005550006=123456,…}: no text, no cooldown, no budget. Anyone who knows a pair can sign in with it. */
    Optional<
                    List<
                            @Pattern(
                                    regexp = "\\s*\\+[1-9][0-9]{6,14}\\s*=\\s*[0-9]{4,10}\\s*",
                                    message = "must be a number in E.164 and a code of 4 to 10 digits,"
                                            + " such as +15005550006=123456")
                            String>>
            testNumbers();

    /** The last day (UTC) on which they work; production needs one. */
    Optional<LocalDate> testNumbersUntil();
}
