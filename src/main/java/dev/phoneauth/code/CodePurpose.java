package dev.phoneauth.code;

import java.util.UUID;

/**
 * What a code proves the number for; a code for one purpose is refused for any other.
 *
 * @param name part of the Redis key and of the HMAC
 */
public record CodePurpose(String name) {
    public static final CodePurpose SIGN_IN = new CodePurpose("sign-in");

    /** A change of number, confirmed in the session that requested it. */
    public static CodePurpose numberChange(UUID session) {
        return new CodePurpose("change-number:" + session);
    }
}
