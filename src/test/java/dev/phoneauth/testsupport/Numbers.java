package dev.phoneauth.testsupport;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Phone numbers that no other test uses: budgets and cooldowns are the number's. */
public final class Numbers {
    private static final int SUBSCRIBERS = 10_000_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(SUBSCRIBERS));

    private Numbers() {}

    /** A valid Russian mobile number in E.164. */
    public static String fresh() {
        return "+7926%07d".formatted(Math.floorMod(NEXT.getAndIncrement(), SUBSCRIBERS));
    }

    /** A code that is surely another than this one, and as long. */
    public static String otherThan(String code) {
        char first = (char) ('0' + (code.charAt(0) - '0' + 1) % 10);
        return first + code.substring(1);
    }
}
