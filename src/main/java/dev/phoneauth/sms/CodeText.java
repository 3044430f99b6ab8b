package dev.phoneauth.sms;

import dev.phoneauth.phone.PhoneNumber;

/**
 * A code to be texted.
 *
 * @param challengeId by which its reader asks what has become of the text
 * @param expiresIn seconds the code is good for
 */
public record CodeText(PhoneNumber to, String code, String challengeId, long expiresIn, Reader reader) {
    /** Without the code: it is in no log. */
    @Override
    public String toString() {
        return "CodeText[to " + to + "]";
    }
}
