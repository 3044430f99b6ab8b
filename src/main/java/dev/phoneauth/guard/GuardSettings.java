package dev.phoneauth.guard;

import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import dev.phoneauth.settings.Faults;
import dev.phoneauth.settings.SettingsCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The bounds of {@link GuardConfig}. */
@ApplicationScoped
class GuardSettings implements SettingsCheck {
    private static final String PREFIX = "phone-auth.guard.";
    private static final int MANY = 100_000_000;

    /** A closing circle names its texts to those around it in one command, which takes only some thousands. */
    private static final int MOST_TEXTS = 3_000;

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final Set<String> COUNTRIES = Stream.concat(
                    Arrays.stream(Locale.getISOCountries()), Stream.of("001", "AC", "TA", "XK"))
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> TYPES =
            Arrays.stream(PhoneNumberType.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

    private final GuardConfig config;
    private final Duration cooldown;

    GuardSettings(GuardConfig config, @ConfigProperty(name = "phone-auth.code.resend-after") Duration cooldown) {
        this.config = config;
        this.cooldown = cooldown;
    }

    @Override
    public void check(Faults faults) {
        checkBudgets(faults);
        checkDestinations(faults);
        checkEach(
                faults,
                "trusted-proxies",
                config.trustedProxies(),
                ClientNetwork::isProxy,
                "addresses or CIDR blocks such as 10.0.0.0/8");
        checkAdaptive(faults, config.adaptive());
    }

    private void checkBudgets(Faults faults) {
        faults.range(PREFIX + "number-per-hour", config.numberPerHour(), 1, MANY)
                .range(PREFIX + "number-per-day", config.numberPerDay(), 1, MANY)
                .range(PREFIX + "network-per-hour", config.networkPerHour(), 1, MANY)
                .range(PREFIX + "prefix-per-day", config.prefixPerDay(), 1, MANY)
                .range(PREFIX + "country-per-day", config.countryPerDay(), 1, MANY)
                .range(PREFIX + "per-day", config.perDay(), 1, MANY)
                .range(PREFIX + "longest-cooldown", config.longestCooldown(), cooldown, Duration.ofDays(1))
                .range(PREFIX + "attempts-per-minute", config.attemptsPerMinute(), 1, MANY)
                .range(PREFIX + "wrong-activations-per-hour", config.wrongActivationsPerHour(), 1, MANY);
    }

    private void checkDestinations(Faults faults) {
        String countries = "ISO 3166 countries in capitals, such as DE, or 001";
        checkEach(faults, "allowed-countries", config.allowedCountries(), COUNTRIES::contains, countries);
        checkEach(faults, "denied-countries", config.deniedCountries(), COUNTRIES::contains, countries);
        checkEach(
                faults,
                "denied-prefixes",
                config.deniedPrefixes(),
                prefix -> prefix.matches("\\+[1-9][0-9]{0,14}"),
                "beginnings of international numbers, such as +79261");
        checkEach(
                faults,
                "denied-types",
                config.deniedTypes(),
                TYPES::contains,
                "some of " + TYPES.stream().sorted().collect(Collectors.joining(", ")));
    }

    private static void checkAdaptive(Faults faults, GuardConfig.Adaptive adaptive) {
        String prefix = PREFIX + "adaptive.";
        faults.require(
                        isDescending(adaptive.prefixDigits()),
                        prefix + "prefix-digits",
                        "must be from 1 to 15 each, the longest first, such as 7,5")
                .range(prefix + "window", adaptive.window(), Duration.ofMinutes(1), Duration.ofDays(30))
                .range(prefix + "ripe-after", adaptive.ripeAfter(), Duration.ZERO, Duration.ofMinutes(10))
                .range(prefix + "young-texts", adaptive.youngTexts(), 0, MOST_TEXTS)
                .range(prefix + "judged-texts", adaptive.judgedTexts(), 1, MOST_TEXTS)
                .range(prefix + "excused-texts", adaptive.excusedTexts(), 1, adaptive.judgedTexts())
                .range(prefix + "enough-redeemed", adaptive.enoughRedeemed(), 1, adaptive.judgedTexts())
                .require(
                        adaptive.minShare() >= 0 && adaptive.minShare() <= 1,
                        prefix + "min-share",
                        "must be from 0 to 1, but is " + adaptive.minShare())
                .range(prefix + "closed-for", adaptive.closedFor(), SECOND, Duration.ofDays(30))
                .range(prefix + "probe-every", adaptive.probeEvery(), SECOND, Duration.ofDays(30))
                .range(prefix + "probes-per-hour", adaptive.probesPerHour(), 1, 3600);
    }

    private static void checkEach(
            Faults faults, String setting, Optional<List<String>> values, Predicate<String> right, String what) {
        String wrong = values.orElse(List.of()).stream().filter(right.negate()).collect(Collectors.joining(", "));
        faults.require(wrong.isEmpty(), PREFIX + setting, "must be " + what + ", but has " + wrong);
    }

    private static boolean isDescending(List<Integer> digits) {
        return digits.stream().allMatch(length -> length >= 1 && length <= 15)
                && IntStream.range(1, digits.size()).allMatch(i -> digits.get(i - 1) > digits.get(i));
    }
}
