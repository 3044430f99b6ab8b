package dev.phoneauth.redis;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Numbers;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

import static dev.phoneauth.testsupport.Problems.isProblem;

/** An error in a script is a bug, and is not told as an outage. */
@QuarkusTest
class RedisErrorTest {
    private final Api api = Api.ofThisService();
    private final String number = Numbers.fresh();

    @Inject RedisDataSource redis;

    /** A string stands where the script expects a hash. */
    @Test
    void scriptError_isA500() {
        redis.value(String.class).set(Redis.PREFIX + "code:{" + number + "}:sign-in", "not a hash");
        api.requestCode(number).then().spec(isProblem(500, "internal_error"));
    }
}
