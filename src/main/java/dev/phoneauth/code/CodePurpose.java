package dev.phoneauth.code;

import dev.phoneauth.phone.PhoneNumber;
import java.util.UUID;

/** What a code proves a number for; it is refused for anything else. The name is part of the Redis key and of the HMAC. */
public record CodePurpose(PhoneNumber number, String name) {
    public static CodePurpose signIn(PhoneNumber number) {
        return new CodePurpose(number, "sign-in");
    }

    /** A change of number, confirmed in the session that requested it. */
    public static CodePurpose numberChange(PhoneNumber number, UUID session) {
        return new CodePurpose(number, "change-number:" + session);
    }
}
