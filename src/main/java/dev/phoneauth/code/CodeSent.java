package dev.phoneauth.code;

import dev.phoneauth.phone.PhoneNumber;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A code is on its way. */
public record CodeSent(
        @Schema(description = "E.164", examples = "+4915123456789")
        String phoneNumber,

        @Schema(description = "Handle of this text; send it along with the code", examples = "rXq0cGm1T3a9vBz2Lk8dWQ")
        String challengeId,

        @Schema(description = "Digits of the code", examples = "6")
        int codeLength,

        @Schema(description = "Seconds the code is good for", examples = "300")
        long expiresIn,

        @Schema(description = "Seconds until another text may be asked for", examples = "60")
        long resendIn) {
    public static CodeSent of(PhoneNumber number, IssuedCode.Answer answer) {
        return new CodeSent(
                number.e164(), answer.challenge().id(), answer.codeLength(), answer.expiresIn(), answer.resendIn());
    }
}
