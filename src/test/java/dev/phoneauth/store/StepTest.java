package dev.phoneauth.store;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Scripts in turn are one script to Redis, and each of them knows nothing of the others but what it is given. */
@QuarkusTest
class StepTest {
    private static final String KEY = RedisStore.PREFIX + "step:";

    private final Step<String> all = Step.of(
                    new Script("return table.concat(KEYS, ' ') .. '|' .. table.concat(ARGV, ' '), { total = #ARGV }\n"),
                    List.of(KEY + "a", KEY + "b"),
                    1,
                    "two")
            .map(Response::toString);
    private final Step<String> given = Step.of(
                    new Script(
                            "return (KEYS[1] or '') .. '|' .. ARGV[1] .. '|' .. (GIVEN and GIVEN.total or 'none')\n"),
                    List.of(),
                    "own")
            .map(Response::toString);
    private final Step<Long> increment = Step.of(
                    new Script("return redis.call('INCR', KEYS[1])\n"), List.of(KEY + "count"))
            .map(Response::toLong);
    private final Step<String> stop =
            Step.of(new Script("return 'enough', STOP\n"), List.of()).map(Response::toString);

    @Inject
    RedisStore redis;

    @Test
    void eachScript_hasItsOwnKeysAndArguments_andWhatItIsGiven() {
        assertEquals(KEY + "a " + KEY + "b|1 two", run(all));
        assertEquals("|own|none", run(given));
        assertEquals("|own|2", run(all.then(given)));
        assertEquals("|own|none", run(all.then(given).then(given)));
        assertEquals("|own|2 |own|none", run(all.then(given).then(given, (one, other) -> one + " " + other)));
    }

    @Test
    void afterStop_noOtherRuns() {
        long before = run(increment);
        Step<String> refusal = stop.map(answer -> {
            throw new IllegalStateException(answer);
        });
        Step<Long> refused = refusal.then(increment);
        assertEquals(
                "enough",
                assertThrows(IllegalStateException.class, () -> run(refused)).getMessage());
        assertEquals(before + 1, run(increment));
    }

    @Test
    void stepThatAsksNothing_standsAnywhere() {
        assertNull(run(Step.nothing()));
        assertEquals("known", run(Step.known("known")));
        assertEquals("|own|2", run(Step.nothing().then(all).call(Step.nothing()).then(given)));
    }

    /** As it does when it has been started anew. */
    @Test
    void redisThatHasForgottenTheScripts_isToldThemAgain() {
        run(all.then(given));
        redis.call(api -> api.script(List.of("FLUSH"))).await().indefinitely();
        assertEquals("|own|2", run(all.then(given)));
    }

    private <T> T run(Step<T> step) {
        return redis.run(step).await().indefinitely();
    }
}
