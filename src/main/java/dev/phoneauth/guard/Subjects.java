package dev.phoneauth.guard;

import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.store.RedisStore;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Redis keys by which a text is counted. All of them share the hash tag {@code {guard}}, so that one script sees all
 * limits at once: one shard of a cluster keeps the guard, and codes, under tags of their numbers, spread over all.
 */
record Subjects(PhoneNumber number, String prefix, String country) {
    private static final String KEY = RedisStore.PREFIX + "{guard}:";

    /** Where {@link #admission} has what a budget counts; Lua counts from 1. */
    static final int NUMBER = 2;

    static final int NETWORK = 3;
    static final int PREFIX = 4;
    static final int COUNTRY = 5;
    static final int SERVICE = 6;

    static Subjects of(PhoneNumber number, String country, int prefixDigits) {
        String digits = number.e164().substring(1);
        return new Subjects(number, digits.substring(0, Math.min(prefixDigits, digits.length())), country);
    }

    String cooldown() {
        return KEY + "cooldown:" + number.e164();
    }

    /** What a text from this network is counted against: number, network, prefix, country, service. */
    List<String> sends(Network network) {
        return List.of(
                KEY + "sends:number:" + number.e164(),
                KEY + "sends:network:" + network.name(),
                KEY + "sends:prefix:" + prefix,
                KEY + "sends:country:" + country,
                KEY + "sends:service");
    }

    /** Texts each had to vouch for; a prefix vouches for all of its own. */
    List<String> vouched() {
        return List.of(KEY + "vouched:prefix:" + prefix, KEY + "vouched:country:" + country, KEY + "vouched:service");
    }

    List<String> redeemed() {
        return List.of(
                KEY + "redeemed:prefix:" + prefix, KEY + "redeemed:country:" + country, KEY + "redeemed:service");
    }

    private List<String> trust() {
        return List.of(KEY + "trust:prefix:" + prefix, KEY + "trust:country:" + country, KEY + "trust:service");
    }

    private List<String> probes() {
        return List.of(KEY + "probes", KEY + "probe:prefix:" + prefix);
    }

    List<String> admission(Network network) {
        return join(Stream.of(List.of(cooldown()), sends(network), vouched(), redeemed(), trust(), probes()));
    }

    List<String> redemption() {
        return join(Stream.of(List.of(cooldown()), redeemed()));
    }

    List<String> counted(Network network) {
        return join(Stream.of(List.of(cooldown()), sends(network), vouched()));
    }

    /** Attempts need no limit but their own in the same step, so each has a tag of its own. */
    static String attempts(String subject) {
        return RedisStore.PREFIX + "attempts:{" + subject + "}";
    }

    private static List<String> join(Stream<List<String>> lists) {
        return lists.flatMap(List::stream).toList();
    }
}
