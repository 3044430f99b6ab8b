package dev.phoneauth.guard;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who may cause a text. Every budget counts over a window that slides. */
@ConfigMapping(prefix = "phone-auth.guard")
public interface GuardConfig {
    /** Texts to one number in an hour; what a person in bad reception needs, and all a stranger can pester him with. */
    @WithDefault("5")
    int numberPerHour();

    /** Texts to one number in a day. */
    @WithDefault("10")
    int numberPerDay();

    /** Texts asked for from one network in an hour; carriers put thousands of phones behind one address. */
    @WithDefault("120")
    int networkPerHour();

    /** Texts into one prefix in a day: what one range of numbers can cost before anybody looks. */
    @WithDefault("200")
    int prefixPerDay();

    /** Texts into one country in a day. */
    @WithDefault("2000")
    int countryPerDay();

    /** Texts in a day, all in all: the most that a day can cost. */
    @WithDefault("5000")
    int perDay();

    /** However often it doubles, the cooldown between two texts to a number stays at or below it. */
    @WithDefault("15M")
    Duration longestCooldown();

    /** Codes and refresh tokens tried from one network in a minute. */
    @WithDefault("300")
    int attemptsPerMinute();

    /** Wrong activation codes of one user in an hour: invite codes cannot be fished for. */
    @WithDefault("10")
    int wrongActivationsPerHour();

    /** ISO 3166 countries that get texts; without it, all. {@code 001} is the numbers of no country, such as satellites'. */
    Optional<List<String>> allowedCountries();

    /** ISO 3166 countries that get none. */
    Optional<List<String>> deniedCountries();

    /** Beginnings of numbers that get none, such as {@code +79261}. */
    Optional<List<String>> deniedPrefixes();

    /** libphonenumber's types of numbers that get none; texts to most of these are billed to the sender's loss. */
    @WithDefault("PREMIUM_RATE,SHARED_COST,PAGER,UAN,VOICEMAIL")
    Optional<List<String>> deniedTypes();

    /**
     * Peers that are believed when they say for whom they ask: addresses and CIDR blocks. Behind a proxy that is not named
     * here, all callers are one network and share its budget.
     */
    Optional<List<String>> trustedProxies();

    /** Where trusted proxies say it; the wrong one, and every caller may name whatever network he likes. */
    @WithDefault("x-forwarded-for")
    ProxyHeader proxyHeader();

    Adaptive adaptive();

    /** Closes a circle of numbers by itself where texts go out and too few codes come back. */
    interface Adaptive {
        /** With {@code observe} decisions are logged and counted, but nobody is refused. */
        @WithDefault("enforce")
        Mode mode();

        /**
         * Digits of the number that make a prefix, the longest first; the first is what {@code prefix-per-day} counts. More
         * digits, and fewer honest neighbours share the fate of a bad one; fewer digits, and more of them vouch for a newcomer.
         */
        @WithDefault("7,5")
        List<Integer> prefixDigits();

        /** How far back texts and redemptions are counted; longer, and both a good and a bad name last longer. */
        @WithDefault("24H")
        Duration window();

        /** People need that long to type a code; a younger text is not yet held against anybody. */
        @WithDefault("45S")
        Duration ripeAfter();

        /**
         * Of more young texts than this in one circle, the oldest count as ripe. Fewer, and an attack costs less in its first
         * seconds; more, and a larger crowd may come at once.
         */
        @WithDefault("100")
        int youngTexts();

        /** Only so many of the newest ripe texts are judged; more, and an old good name covers an attack for longer. */
        @WithDefault("50")
        int judgedTexts();

        /** So many judged texts may stay without a redemption; fewer, and chance closes honest circles. */
        @WithDefault("6")
        int excusedTexts();

        /** Redemptions before a circle is known as good, and so vouches for its numbers alone. */
        @WithDefault("3")
        int enoughRedeemed();

        /** Lowest share of all further ones that is redeemed; honest traffic is far above a half, an attack near nothing. */
        @WithDefault("0.25")
        double minShare();

        /** How long a circle stays closed, unless it proves to be honest before. */
        @WithDefault("1H")
        Duration closedFor();

        /** A closed circle gets a text this often, so that an honest one recovers by itself. */
        @WithDefault("5M")
        Duration probeEvery();

        /** Such texts in an hour over all closed circles: what an attack still gets. */
        @WithDefault("60")
        int probesPerHour();
    }

    /** What comes of a closed circle. */
    enum Mode {
        ENFORCE,
        OBSERVE
    }
}
