package dev.phoneauth.phone;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Which spellings and which numbers are taken. */
@ConfigMapping(prefix = "phone-auth.phone")
public interface PhoneConfig {
    /** How sure one is that a number exists before a text is paid for. */
    @WithDefault("valid")
    Check check();

    /**
     * An ISO 3166 country, such as {@code DE}, whose national spellings are taken too; without it they are refused. With
     * it, digits without a plus are read as its own wherever they can be.
     */
    Optional<String> defaultRegion();

    /** From the strictest to the most lenient. */
    enum Check {
        /** The number lies in a range that its country has given out (libphonenumber). */
        VALID,
        /** Its length is one its country uses. */
        POSSIBLE,
        /** 7 to 15 digits, for made-up numbers. */
        SHAPE
    }
}
