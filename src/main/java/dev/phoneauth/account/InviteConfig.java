package dev.phoneauth.account;

import dev.phoneauth.phone.PhoneNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What an inviter sees of the users they invited. */
@ConfigMapping(prefix = "phone-auth.invite")
public interface InviteConfig {
    /** Inviters see {@code +792******67} instead of the whole number. */
    @WithDefault("false")
    boolean maskNumbers();

    /** A number in E.164 as its inviter sees it. */
    default String shown(String number) {
        return maskNumbers() ? PhoneNumber.masked(number) : number;
    }
}
