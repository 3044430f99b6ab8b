package dev.phoneauth.testsupport;

import dev.phoneauth.store.RedisStore;
import io.quarkus.redis.datasource.RedisDataSource;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** What stands in Redis of the code a number is to sign in with, past the service. */
@Singleton
public class PendingCodes {
    private final RedisDataSource redis;

    PendingCodes(RedisDataSource redis) {
        this.redis = redis;
    }

    /** How often the code of the number has been compared with what somebody typed. */
    public int looksAt(String number) {
        return Integer.parseInt(redis.hash(String.class).hget(key(number), "looks"));
    }

    /** Misses in a row, over all codes of the number. */
    public int missesOf(String number) {
        String misses = redis.value(String.class).get(RedisStore.PREFIX + "misses:" + number);
        return Optional.ofNullable(misses).map(Integer::parseInt).orElse(0);
    }

    /** As a request leaves it that is at work on the text of this challenge. */
    public void claim(String number, String challengeId, Instant until) {
        redis.hash(String.class).hset(key(number), "claimed:" + challengeId, Long.toString(until.toEpochMilli()));
    }

    /** All that is kept with the code of the number. */
    public Collection<String> valuesOf(String number) {
        return redis.hash(String.class).hgetall(key(number)).values();
    }

    private static String key(String number) {
        return RedisStore.PREFIX + "code:" + number + ":sign-in";
    }
}
