package dev.phoneauth.sms;

import dev.phoneauth.phone.PhoneNumber;

/**
 * A code to be texted.
 *
 * @param challengeId by which its reader asks what has become of the text
 * @param expiresIn seconds the code is good for
 * @param resendIn seconds until another text may be requested
 */
public record CodeText(PhoneNumber to, String code, String challengeId, long expiresIn, long resendIn, Reader reader) {
    /** Without the code: it is in no log. */
    @Override
    public String toString() {
        return "CodeText[to " + to + "]";
    }
}
