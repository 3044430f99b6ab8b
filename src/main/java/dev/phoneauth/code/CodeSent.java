package dev.phoneauth.code;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Answers a request for a code.
 *
 * @param phoneNumber in E.164
 * @param challengeId names this text; the client sends it along with the code
 * @param codeLength digits
 * @param expiresIn seconds for which the code is good
 * @param resendIn seconds until another text may be requested
 */
@RegisterForReflection
public record CodeSent(String phoneNumber, String challengeId, int codeLength, long expiresIn, long resendIn) {
    public static CodeSent of(IssuedCode code, long resendIn) {
        return new CodeSent(code.number().e164(), code.challenge(), code.code().length(), code.expiresIn(), resendIn);
    }
}
