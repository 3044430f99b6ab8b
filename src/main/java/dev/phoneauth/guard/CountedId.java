package dev.phoneauth.guard;

import java.util.concurrent.ThreadLocalRandom;

/** Tells one counted text or attempt from another in as few bytes as will do: Redis keeps one for each. */
final class CountedId {
    private CountedId() {}

    /** 64 random bits. */
    static String next() {
        return Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), Character.MAX_RADIX);
    }
}
