package dev.phoneauth.testsupport;

import dev.phoneauth.redis.Redis;
import io.quarkus.redis.datasource.RedisDataSource;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** What stands in Redis of the code a number is to sign in with, past the service. */
@Singleton
public class PendingCodes {
    private final RedisDataSource redis;

    PendingCodes(RedisDataSource redis) {
        this.redis = redis;
    }

    /** How often the code of the number has been compared with a typed one. */
    public int comparisonsOf(String number) {
        return Integer.parseInt(redis.hash(String.class).hget(key(number), "comparisons"));
    }

    /** Misses in a row, over all codes of the number. */
    public int missesOf(String number) {
        String misses = redis.value(String.class).get(Redis.PREFIX + "misses:{" + number + "}");
        return Optional.ofNullable(misses).map(Integer::parseInt).orElse(0);
    }

    /** As a request leaves it that is still in progress. */
    public void claim(String number, Duration holds) {
        redis.key()
                .keys(Redis.PREFIX + "idempotency:{" + number + "}:*")
                .forEach(key -> redis.value(String.class).psetex(key, holds.toMillis(), "busy AAAAAAAAAAAAAAAAAAAAAA"));
    }

    /** How many of the number's requests are kept to be answered again. */
    public int idempotencyKeysOf(String number) {
        return redis.key().keys(Redis.PREFIX + "idempotency:{" + number + "}:*").size();
    }

    /** All that is kept with the code of the number. */
    public Collection<String> valuesOf(String number) {
        return redis.hash(String.class).hgetall(key(number)).values();
    }

    private static String key(String number) {
        return Redis.PREFIX + "code:{" + number + "}:sign-in";
    }
}
