package dev.phoneauth.phone;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Which spellings and which numbers are accepted. */
@ConfigMapping(prefix = "phone-auth.phone")
public interface PhoneConfig {
    /** What a number must pass before a text is paid for. The laxer the check, the more texts go to numbers that do not exist. */
    @WithDefault("valid")
    Check check();

    /**
     * An ISO 3166 country, such as {@code DE}, whose national spellings are accepted too; without it they are refused. With
     * it, digits without a plus are read as a national number wherever they can be.
     */
    Optional<String> defaultRegion();

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
