package dev.phoneauth.phone;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.Pattern;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Which numbers are accepted, how they are shown, and what is for tests alone. */
@ConfigMapping(prefix = "phone-auth")
public interface PhoneConfig {
    /** What a number must pass before a text is paid for. The laxer the check, the more texts go to numbers that do not exist. */
    @WithName("phone.check")
    @WithDefault("valid")
    Check check();

    /**
     * An ISO 3166 country, such as {@code DE}, whose national spellings are accepted too; without it they are refused. With
     * it, digits without a plus are read as a national number wherever they can be.
     */
    @WithName("phone.default-region")
    Optional<String> defaultRegion();

    /** Inviters see {@code +792******67} instead of the whole number of a user they invited. */
    @WithName("invite.mask-numbers")
    @WithDefault("false")
    boolean maskInvited();

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

    /**
     * The reset endpoint, the test inbox, the demo page and the {@code log} sender: anyone who can read the inbox can sign in as
     * any user.
     */
    @WithName("testing.enabled")
    @WithDefault("false")
    boolean testing();

    /** From the strictest to the most lenient. */
    enum Check {
        /** The number lies in a range that its country has assigned (libphonenumber). */
        VALID,
        /** Its length is one its country uses. */
        POSSIBLE,
        /** 7 to 15 digits, for made-up numbers. */
        SHAPE
    }
}
