package dev.phoneauth.guard;

import dev.phoneauth.phone.PhoneNumber;
import java.time.Duration;

/**
 * One text that may go out, counted already.
 *
 * @param id by which it can be given back
 * @param resendIn until the number may have another
 */
public record Admission(String id, PhoneNumber number, Network network, Duration resendIn) {
    static Admission ofTestNumber(PhoneNumber number, Network network) {
        return new Admission("", number, network, Duration.ZERO);
    }
}
