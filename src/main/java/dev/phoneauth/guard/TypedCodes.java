package dev.phoneauth.guard;

import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.redis.Redis;
import dev.phoneauth.redis.Script;
import dev.phoneauth.store.Outage;
import io.micrometer.core.instrument.Metrics;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the guard learns from typed codes. A redeemed text counts in favour of its number and its network. Wrong codes are
 * watched over all numbers: guesses may be spread so that no number and no network meets a limit. While there are too many,
 * new codes are longer; a network from which they come is asked for a client proof.
 */
@ApplicationScoped
public class TypedCodes {
    private static final Script REDEEMED = Script.named("keys", "window", "guessing", "redeemed");
    private static final Script WRONG_CODE = Script.named("keys", "window", "guessing", "wrong_code");

    @Inject DecisionLog log;
    @Inject Redis redis;
    @Inject Clock clock;

    /** Counts a wrong code; one that was not compared counts nothing, and takes as long. */
    public Uni<Void> wrong(Network network, boolean isCompared) {
        int wrong = isCompared ? 1 : 0;
        count("wrong", wrong);
        return Outage.bestEffort(redis.run(WRONG_CODE, SendGuard.KEYS, clock.millis(), network.name(), wrong)
                .chain(first -> first.toInteger() == 1
                        ? log.reportGuessing()
                        : Uni.createFrom().voidItem()));
    }

    /**
     * Records that the code was redeemed that these texts brought: they no longer count against the number and the network
     * that requested them, and the cooldown ends.
     *
     * @param misses wrong codes that the client typed before: they no longer count
     */
    public Uni<Void> redeemed(PhoneNumber number, Network network, int misses, List<String> texts) {
        count("right", 1);
        Stream<Object> client = Stream.of(clock.millis(), number.e164(), network.name(), misses);
        Object[] arguments = Stream.concat(client, texts.stream()).toArray();
        return Outage.bestEffort(redis.run(REDEEMED, SendGuard.KEYS, arguments));
    }

    private static void count(String result, int codes) {
        Metrics.counter("phone_auth_code_comparisons", "result", result).increment(codes);
    }
}
