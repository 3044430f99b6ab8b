package dev.phoneauth.code;

import dev.phoneauth.phone.PhoneNumber;
import java.util.Optional;

/**
 * Proves a number by the code that was sent to it.
 *
 * @param code as the person typed it
 * @param challenge the text that the code was read from, if the client says
 */
public record Redemption(
        CodePurpose purpose,
        PhoneNumber number,
        String code,
        Optional<Challenge> challenge,
        Optional<String> idempotencyKey) {
    /** Without code and number, which must not be logged. */
    @Override
    public String toString() {
        return "Redemption[" + purpose + "]";
    }
}
