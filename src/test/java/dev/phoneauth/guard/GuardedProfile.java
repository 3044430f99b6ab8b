package dev.phoneauth.guard;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** As production guards, but with budgets small enough to be used up, behind a proxy that tells the caller's network. */
public class GuardedProfile implements QuarkusTestProfile {
    static final int NETWORK_PER_HOUR = 6;
    static final int PREFIX_PER_DAY = 40;
    static final int ATTEMPTS_PER_MINUTE = 5;
    static final String TEST_NUMBER = "+10005550006";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "phone-auth.guard.network-per-hour",
                Integer.toString(NETWORK_PER_HOUR),
                "phone-auth.guard.prefix-per-day",
                Integer.toString(PREFIX_PER_DAY),
                "phone-auth.guard.attempts-per-minute",
                Integer.toString(ATTEMPTS_PER_MINUTE),
                "phone-auth.test-numbers",
                TEST_NUMBER + "=001234",
                "phone-auth.guard.adaptive.mode",
                "enforce",
                "phone-auth.guard.denied-countries",
                "CU",
                "phone-auth.guard.trusted-proxies",
                "127.0.0.0/8,::1");
    }
}
