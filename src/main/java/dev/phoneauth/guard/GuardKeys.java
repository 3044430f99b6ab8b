package dev.phoneauth.guard;

import dev.phoneauth.guard.TextRequest.Kind;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.redis.Redis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** The Redis keys of what a text is counted against. They share one hash tag, since one script reads them all. */
final class GuardKeys {
    private static final String KEY = Redis.PREFIX + "{guard}:";

    /** More digits: fewer honest neighbours are closed with an attacked group; fewer: an attack is noticed earlier. */
    private static final int LONG_PREFIX = 7;

    private static final int SHORT_PREFIX = 5;

    private GuardKeys() {}

    /** Two groups of networks, then four of numbers, the narrowest first: {@code network:192.0.2.1}, {@code country:DE}. */
    static List<String> groups(TextRequest text) {
        return List.of(
                "network:" + text.network().name(),
                "network:" + text.network().wide(),
                prefix(text.number(), LONG_PREFIX),
                prefix(text.number(), SHORT_PREFIX),
                "country:" + text.number().country(),
                "service");
    }

    /** The keys of {@code admit.lua}. */
    static List<String> admission(TextRequest text, Instant now) {
        List<String> keys = new ArrayList<>(
                List.of(cooldown(text.number(), text.kind()), KEY + "probes", KEY + "unanswered", record(text.id())));
        keys.add(KEY + "proven:all");
        keys.addAll(comparisons(text.network(), now));
        keys.add(texts(number(text)));
        keys.add(texts(share(text)));
        keys.add(texts("network:" + text.network().name()));
        keys.add(KEY + "known:" + text.network().name());
        keys.addAll(shared(text.number()));
        groups(text)
                .forEach(group -> Stream.of("sent:", "redeemed:", "closed:", "proven:")
                        .forEach(kind -> keys.add(KEY + kind + group)));
        return keys;
    }

    /** The keys of {@code refund.lua}. */
    static List<String> refund(TextRequest text) {
        return Stream.concat(
                        Stream.of(cooldown(text.number(), text.kind()), record(text.id())),
                        shared(text.number()).stream())
                .toList();
    }

    /** The keys of {@code charge.lua}. */
    static List<String> charge(TextRequest text) {
        return Stream.concat(
                        Stream.of(
                                texts(number(text)),
                                texts(share(text)),
                                texts("network:" + text.network().name())),
                        shared(text.number()).stream())
                .toList();
    }

    /** The keys of {@code redemption.lua}. */
    static List<String> redemption(PhoneNumber number, List<String> texts) {
        return Stream.concat(
                        Stream.of(Kind.values()).map(kind -> cooldown(number, kind)),
                        texts.stream().map(GuardKeys::record))
                .toList();
    }

    /** The keys of {@code compared.lua}. */
    static List<String> comparisons(Network network, Instant now) {
        long hour = now.toEpochMilli() / Duration.ofHours(1).toMillis();
        return List.of(
                KEY + "compared:" + hour, KEY + "compared:" + (hour - 1), KEY + "compared:network:" + network.name());
    }

    /** Tells counted attempts apart in as few bytes as suffice (64 random bits): Redis keeps one for each. */
    static String newId() {
        return Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), Character.MAX_RADIX);
    }

    private static List<String> shared(PhoneNumber number) {
        return List.of(texts(prefix(number, LONG_PREFIX)), texts("country:" + number.country()), texts("service"));
    }

    private static String number(TextRequest text) {
        return text.kind().word() + ":" + text.number().e164();
    }

    /** What one network has of the number. */
    private static String share(TextRequest text) {
        return number(text) + ":" + text.network().name();
    }

    private static String prefix(PhoneNumber number, int digits) {
        String e164 = number.e164();
        return "prefix:" + e164.substring(1, Math.min(1 + digits, e164.length()));
    }

    private static String cooldown(PhoneNumber number, Kind kind) {
        return KEY + "cooldown:" + kind.word() + ":" + number.e164();
    }

    private static String texts(String counter) {
        return KEY + "texts:" + counter;
    }

    private static String record(String text) {
        return KEY + "text:" + text;
    }
}
