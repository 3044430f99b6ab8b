package dev.phoneauth.code;

import dev.phoneauth.phone.PhoneNumber;

/**
 * A code to be sent.
 *
 * @param challenge names the text that brings it; the text has code attempts of its own
 * @param expiresIn seconds for which it is still good
 */
public record IssuedCode(PhoneNumber number, String code, String challenge, long expiresIn) {
    /** Without the code, which must not be logged. */
    @Override
    public String toString() {
        return "IssuedCode[" + challenge + "]";
    }
}
