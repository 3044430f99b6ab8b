package dev.phoneauth.code;

import dev.phoneauth.phone.PhoneNumber;

/** A code is on its way. */
public record CodeSent(String phoneNumber, String challengeId, int codeLength, long expiresIn, long resendIn) {

    public static CodeSent of(PhoneNumber number, IssuedCode.Answer answer) {
        return new CodeSent(
                number.e164(), answer.challenge().id(), answer.codeLength(), answer.expiresIn(), answer.resendIn());
    }
}
