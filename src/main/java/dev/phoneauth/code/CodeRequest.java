package dev.phoneauth.code;

import jakarta.validation.constraints.NotNull;

/**
 * Proves a number by the code that was sent to it.
 *
 * @param code as the person typed it
 * @param challengeId the text that the code was read from; null if the client does not say
 * @param deviceName of the session that a sign-in opens; null if the client does not say
 */
public record CodeRequest(String phoneNumber, @NotNull String code, String challengeId, String deviceName) {
    /** Without code and number, so that no log has them. */
    @Override
    public String toString() {
        return "CodeRequest[…]";
    }
}
