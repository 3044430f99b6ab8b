package dev.phoneauth.guard;

import dev.phoneauth.phone.PhoneNumber;

/**
 * One text that may go out, counted already.
 *
 * @param id by which it can be given back
 */
public record Admission(String id, PhoneNumber number, Network network) {
    static Admission ofTestNumber(PhoneNumber number, Network network) {
        return new Admission("", number, network);
    }
}
