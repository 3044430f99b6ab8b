package dev.phoneauth.guard;

import dev.phoneauth.settings.Faults;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Every setting of the guard is checked, and what is wrong is said with what would be right. */
class GuardSettingsTest {
    @Test
    void defaults_areRight() {
        assertEquals("", faults(Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "allowed-countries        | DE,AT,001",
                "denied-countries         | RU",
                "denied-prefixes          | +79261,+8",
                "denied-types             | FIXED_LINE,VOIP",
                "denied-types             | ''",
                "trusted-proxies          | 10.0.0.0/8,2001:db8::/32,192.0.2.1",
                "proxy-header             | forwarded",
                "adaptive.mode            | observe",
                "adaptive.prefix-digits   | 6",
                "adaptive.min-share       | 0"
            })
    void goodSetting_isTaken(String setting, String value) {
        assertEquals("", faults(Map.of(setting, value)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "number-per-hour            | 0             | from 1 to",
                "number-per-day             | 0             | from 1 to",
                "network-per-hour           | -1            | from 1 to",
                "prefix-per-day             | 0             | from 1 to",
                "country-per-day            | 0             | from 1 to",
                "per-day                    | 0             | from 1 to",
                "longest-cooldown           | 59S           | from 1M to 24H, but is 59S",
                "attempts-per-minute        | 0             | from 1 to",
                "wrong-activations-per-hour | 0             | from 1 to",
                "allowed-countries          | DE,de         | ISO 3166 countries in capitals, such as DE, or 001, but has de",
                "denied-countries           | XX            | but has XX",
                "denied-prefixes            | 79261,+7a     | but has 79261, +7a",
                "denied-types               | PREMIUM       | PREMIUM_RATE, SHARED_COST",
                "trusted-proxies            | nginx         | addresses or CIDR blocks such as 10.0.0.0/8, but has nginx",
                "trusted-proxies            | unix          | addresses or CIDR blocks such as 10.0.0.0/8, but has unix",
                "adaptive.prefix-digits     | 5,7           | the longest first",
                "adaptive.prefix-digits     | 16            | from 1 to 15 each",
                "adaptive.window            | 59S           | from 1M to",
                "adaptive.ripe-after        | 11M           | to 10M",
                "adaptive.young-texts       | -1            | from 0 to",
                "adaptive.judged-texts      | 3001          | from 1 to 3000",
                "adaptive.excused-texts     | 51            | from 1 to 50",
                "adaptive.enough-redeemed   | 0             | from 1 to",
                "adaptive.min-share         | 1.1           | from 0 to 1, but is 1.1",
                "adaptive.closed-for        | 0S            | from 1S to",
                "adaptive.probe-every       | 0S            | from 1S to",
                "adaptive.probes-per-hour   | 0             | from 1 to 3600"
            })
    void badSetting_isSaid(String setting, String value, String sentence) {
        String faults = faults(Map.of(setting, value));
        String environment = setting.toUpperCase(java.util.Locale.ROOT).replaceAll("[.-]", "_");
        assertThat(
                faults, startsWith("phone-auth.guard." + setting + " (PHONE_AUTH_GUARD_" + environment + ") must be "));
        assertThat(faults, containsString(sentence));
    }

    private static String faults(Map<String, String> settings) {
        Faults faults = new Faults();
        new GuardSettings(TestGuard.config(settings), Duration.ofSeconds(60)).check(faults);
        return faults.toString();
    }
}
