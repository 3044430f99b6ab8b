package dev.phoneauth.guard;

import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.redis.Redis;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a text is counted against, and the Redis keys of it.
 *
 * @param prefixes the beginnings of the number, without its plus, the longest first
 * @param country ISO 3166
 */
record Subjects(PhoneNumber number, List<String> prefixes, String country) {
    private static final String KEY = Redis.PREFIX + "{guard}:";

    /** Where {@link #texts} has a subject; Lua counts from 1. */
    static final int NUMBER = 1;

    static final int NETWORK = 2;
    static final int PREFIX = 3;
    static final int COUNTRY = 4;
    static final int SERVICE = 5;

    static Subjects of(PhoneNumber number, String country, List<Integer> prefixDigits) {
        String digits = number.e164().substring(1);
        List<String> prefixes = prefixDigits.stream()
                .map(length -> digits.substring(0, Math.min(length, digits.length())))
                .toList();
        return new Subjects(number, prefixes, country);
    }

    /** Whoever vouches for the number, the narrowest first: its prefixes, its country, the service. */
    List<String> circles() {
        return Stream.concat(
                        prefixes.stream().map(prefix -> "prefix:" + prefix), Stream.of("country:" + country, "service"))
                .toList();
    }

    String cooldown() {
        return KEY + "cooldown:" + number.e164();
    }

    /** The keys of {@code admit.lua}. */
    List<String> admission(Network network) {
        return Stream.of(
                        Stream.of(cooldown(), KEY + "probes"),
                        texts(network),
                        circles().stream()
                                .flatMap(circle ->
                                        Stream.of(vouched(circle), redeemed(circle), KEY + "trust:" + circle)))
                .flatMap(keys -> keys)
                .toList();
    }

    /** The keys of {@code redeemed.lua}. */
    List<String> redemption() {
        return Stream.concat(Stream.of(cooldown()), circles().stream().map(Subjects::redeemed))
                .toList();
    }

    /** The keys of {@code giveback.lua} when all that was counted is given back. */
    List<String> counted(Network network) {
        return Stream.of(
                        Stream.of(cooldown()),
                        texts(network),
                        circles().stream().map(Subjects::vouched))
                .flatMap(keys -> keys)
                .toList();
    }

    /** The keys of {@code countmore.lua}. */
    List<String> budgeted(Network network) {
        return texts(network).toList();
    }

    private Stream<String> texts(Network network) {
        return Stream.of(
                        "number:" + number.e164(),
                        "network:" + network.name(),
                        "prefix:" + prefixes.get(0),
                        "country:" + country,
                        "service")
                .map(subject -> KEY + "texts:" + subject);
    }

    private static String vouched(String circle) {
        return KEY + "vouched:" + circle;
    }

    private static String redeemed(String circle) {
        return KEY + "redeemed:" + circle;
    }
}
