package dev.phoneauth.guard;

import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.redis.Redis;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** The Redis keys of what a text is counted against. They share one hash tag, since one script reads them all. */
record GuardKeys(PhoneNumber number, Network network) {
    private static final String KEY = Redis.PREFIX + "{guard}:";

    /** More digits: fewer honest neighbours are closed with an attacked group; fewer: an attack is noticed earlier. */
    private static final int LONG_PREFIX = 7;

    private static final int SHORT_PREFIX = 5;

    /** Groups of numbers, the narrowest first: {@code prefix:4915112}, {@code country:DE}, {@code service}. */
    static List<String> groups(PhoneNumber number) {
        return List.of(
                prefix(number, LONG_PREFIX), prefix(number, SHORT_PREFIX), "country:" + number.country(), "service");
    }

    /** The keys of {@code admit.lua}, {@code charge.lua} and {@code refund.lua}. */
    List<String> all() {
        List<String> keys = new ArrayList<>(List.of(
                cooldown(number),
                KEY + "probes",
                texts("number:" + number.e164()),
                texts("network:" + network.name()),
                texts(prefix(number, LONG_PREFIX)),
                texts("country:" + number.country()),
                texts("service")));
        groups(number)
                .forEach(
                        group -> keys.addAll(List.of(KEY + "sent:" + group, redeemed(group), KEY + "closed:" + group)));
        return keys;
    }

    /** The keys of {@code redemption.lua}. */
    static List<String> redemption(PhoneNumber number) {
        return Stream.concat(
                        Stream.of(cooldown(number)), groups(number).stream().map(GuardKeys::redeemed))
                .toList();
    }

    /** Tells counted texts and attempts apart in as few bytes as suffice (64 random bits): Redis keeps one for each. */
    static String newId() {
        return Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), Character.MAX_RADIX);
    }

    private static String prefix(PhoneNumber number, int digits) {
        String e164 = number.e164();
        return "prefix:" + e164.substring(1, Math.min(1 + digits, e164.length()));
    }

    private static String cooldown(PhoneNumber number) {
        return KEY + "cooldown:" + number.e164();
    }

    private static String texts(String counter) {
        return KEY + "texts:" + counter;
    }

    private static String redeemed(String group) {
        return KEY + "redeemed:" + group;
    }
}
