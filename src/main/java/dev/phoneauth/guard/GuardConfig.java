package dev.phoneauth.guard;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.Range;

/** Limits on texts and attempts. Every budget counts over a sliding window. */
@ConfigMapping(prefix = "phone-auth.guard")
public interface GuardConfig {
    int MOST = 100_000_000;

    /**
     * Texts to one number in an hour without a redemption: what a user in bad reception needs, and the most that others can
     * cause. One network may cause three fifths of them.
     */
    @WithDefault("5")
    @Range(min = 1, max = MOST)
    int numberPerHour();

    /** Texts to one number in a day without a redemption; one network may cause half of them. */
    @WithDefault("10")
    @Range(min = 1, max = MOST)
    int numberPerDay();

    /**
     * Texts without a redemption that are requested from one network (IPv4 address, IPv6 /64) in an hour; carriers put
     * thousands of phones behind one.
     */
    @WithDefault("120")
    @Range(min = 1, max = MOST)
    int networkPerHour();

    /** What one network may have of a number's hour: the rest is left to the number's owner. */
    default int numberPerHourAndNetwork() {
        return Math.max(1, numberPerHour() * 3 / 5);
    }

    /** What one network may have of a number's day. */
    default int numberPerDayAndNetwork() {
        return Math.max(1, numberPerDay() / 2);
    }

    /** Texts without a redemption that one network may have in a day: a small part of a country's. */
    default int networkPerDay() {
        return Math.max(1, countryPerDay() / 10);
    }

    /** Texts to one prefix in a day: the most that one range of numbers can cost. */
    @WithDefault("200")
    @Range(min = 1, max = MOST)
    int prefixPerDay();

    /** Texts to one country in a day. */
    @WithDefault("2000")
    @Range(min = 1, max = MOST)
    int countryPerDay();

    /** Texts in a day, all in all: the most that a day can cost. */
    @WithDefault("5000")
    @Range(min = 1, max = MOST)
    int perDay();

    /** Attempts with codes and refresh tokens from one network in a minute. */
    @WithDefault("300")
    @Range(min = 1, max = MOST)
    int attemptsPerMinute();

    /** Wrong activation codes of one user in an hour, so that invite codes cannot be guessed. */
    @WithDefault("10")
    @Range(min = 1, max = MOST)
    int wrongActivationsPerHour();

    /** Addresses and CIDR blocks of proxies that may name the client. All clients behind another proxy share one budget. */
    Optional<List<String>> trustedProxies();

    /**
     * {@code enforce}: a group of numbers or networks closes when too few of its codes are redeemed. With {@code observe}
     * decisions are logged and counted, and no request is refused for them.
     */
    @WithName("adaptive.mode")
    @WithDefault("enforce")
    @Pattern(regexp = "enforce|observe", message = "must be enforce or observe")
    String mode();

    /** The share of texts that must be redeemed. Honest traffic is far above a half, an attack near nothing. */
    @WithName("adaptive.min-share")
    @WithDefault("0.35")
    @Range(min = 0, max = 1)
    double minShare();

    /**
     * When a request for a text needs a client proof: {@code when-in-doubt}, where it would otherwise be refused for what others
     * did; {@code always}; {@code never}.
     */
    @WithDefault("when-in-doubt")
    @Pattern(regexp = "when-in-doubt|always|never", message = "must be when-in-doubt, always or never")
    String clientProof();
}
