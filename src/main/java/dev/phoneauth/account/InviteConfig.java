package dev.phoneauth.account;

import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.user.User;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What an inviter sees of the users they invited. */
@ConfigMapping(prefix = "phone-auth.invite")
public interface InviteConfig {
    /** Inviters see {@code +792******67} instead of the whole number. */
    @WithDefault("false")
    boolean maskNumbers();

    /** The number of an invited user as the inviter sees it. */
    default String shownNumber(User invited) {
        return maskNumbers() ? PhoneNumber.masked(invited.phoneNumber) : invited.phoneNumber;
    }
}
