package dev.phoneauth.guard;

import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.redis.Redis;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * The Redis keys of what a text is counted against. They share one hash tag, since one script reads them all.
 *
 * @param groups groups of numbers, the narrowest first: {@code prefix:4915112}, {@code country:DE}, {@code service}
 */
record GuardKeys(PhoneNumber number, Network network, List<String> groups) {
    private static final String KEY = Redis.PREFIX + "{guard}:";

    /** @param prefixDigits lengths of the prefix groups, the longest first */
    static GuardKeys of(PhoneNumber number, Network network, List<Integer> prefixDigits) {
        return new GuardKeys(number, network, groups(number, prefixDigits));
    }

    /** The keys of {@code redemption.lua}. */
    static List<String> redemption(PhoneNumber number, List<Integer> prefixDigits) {
        return concat(
                Stream.of(cooldown(number)),
                groups(number, prefixDigits).stream().map(GuardKeys::redeemed));
    }

    /** The keys of {@code admit.lua}. */
    List<String> admission() {
        List<String> counters = concat(Stream.of(cooldown(number), KEY + "probes"), texts().stream());
        return concat(
                counters.stream(),
                groups.stream().flatMap(group -> Stream.of(sent(group), redeemed(group), KEY + "closed:" + group)));
    }

    /** Texts to the number, from the network, to the longest prefix, to the country, of the service: keys of budgets. */
    List<String> texts() {
        int country = groups.size() - 2;
        return Stream.of(
                        "number:" + number.e164(),
                        "network:" + network.name(),
                        groups.get(0),
                        groups.get(country),
                        groups.get(country + 1))
                .map(counter -> KEY + "texts:" + counter)
                .toList();
    }

    /** The keys of {@code refund.lua} for a text that may have been sent. */
    List<String> refundCooldown() {
        return List.of(cooldown(number));
    }

    /** The keys of {@code refund.lua} for a text that was certainly not sent. */
    List<String> refundAll() {
        List<String> counters = concat(refundCooldown().stream(), texts().stream());
        return concat(counters.stream(), groups.stream().map(GuardKeys::sent));
    }

    /** Tells counted texts and attempts apart in as few bytes as suffice (64 random bits): Redis keeps one for each. */
    static String newId() {
        return Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), Character.MAX_RADIX);
    }

    private static List<String> groups(PhoneNumber number, List<Integer> prefixDigits) {
        String digits = number.e164().substring(1);
        return concat(
                prefixDigits.stream().map(length -> "prefix:" + digits.substring(0, Math.min(length, digits.length()))),
                Stream.of("country:" + number.country(), "service"));
    }

    private static String cooldown(PhoneNumber number) {
        return KEY + "cooldown:" + number.e164();
    }

    private static String sent(String group) {
        return KEY + "sent:" + group;
    }

    private static String redeemed(String group) {
        return KEY + "redeemed:" + group;
    }

    private static List<String> concat(Stream<String> some, Stream<String> more) {
        return Stream.concat(some, more).toList();
    }
}
