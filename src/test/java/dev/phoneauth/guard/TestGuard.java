package dev.phoneauth.guard;

import dev.phoneauth.guard.TextRequest.Kind;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.phone.TestNumbers;
import dev.phoneauth.redis.Redis;
import io.quarkus.arc.Arc;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** A send guard with settings and a clock of its own on the real Redis, for rules that play out over hours. */
final class TestGuard {
    static final Duration COOLDOWN = Duration.ofSeconds(60);

    private final Redis redis = bean(Redis.class);
    private final Time time = new Time();
    private final SendGuard guard = new SendGuard();
    private final TypedCodes typedCodes = new TypedCodes();

    TestGuard(Map<String, String> settings) {
        DecisionLog log = new DecisionLog();
        log.config = config(GuardConfig.class, settings);
        guard.config = log.config;
        guard.cooldown = COOLDOWN;
        guard.destinations = config(Destinations.class, settings);
        guard.testNumbers = bean(TestNumbers.class);
        guard.log = log;
        guard.headers = bean(RateLimitHeaders.class);
        guard.redis = redis;
        guard.clock = time;
        typedCodes.log = log;
        typedCodes.redis = redis;
        typedCodes.clock = time;
        forgetEverything();
    }

    /** Production's settings but for these, without their {@code phone-auth.guard.}. */
    static <T> T config(Class<T> mapping, Map<String, String> settings) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(GuardConfig.class)
                .withMapping(Destinations.class);
        settings.forEach((name, value) -> builder.withDefaultValue("phone-auth.guard." + name, value));
        return builder.build().getConfigMapping(mapping);
    }

    long now() {
        return time.millis();
    }

    void advance(Duration by) {
        time.now = time.now.plus(by);
    }

    /** Fails if no text may go there at all. */
    void check(String number) {
        guard.check(PhoneNumbers.stored(number));
    }

    SendDecision decide(String id, String number, String network) {
        return decide(id, number, network, Kind.PLAIN);
    }

    SendDecision decide(String id, String number, String network, Kind kind) {
        return run(guard.decide(new TextRequest(PhoneNumbers.stored(number), new Network(network), kind, id)));
    }

    /** The text was certainly not sent. */
    void refund(SendDecision text) {
        run(guard.refund(text, 0));
    }

    /** The text may have been sent. */
    void endCooldown(SendDecision text) {
        run(guard.refund(text, 1));
    }

    void redeemed(String number, String... texts) {
        run(typedCodes.redeemed(PhoneNumbers.stored(number), new Network("192.0.2.250"), 0, List.of(texts)));
    }

    /** How many keys the guard has in Redis. */
    int keys() {
        return guardKeys().size();
    }

    /** Of this guard, and of all others: they share the counters of the service. */
    void forgetEverything() {
        List<String> keys = guardKeys();
        if (!keys.isEmpty()) {
            redis.call(api -> api.del(keys)).await().indefinitely();
        }
    }

    private List<String> guardKeys() {
        return StreamSupport.stream(
                        redis.call(api -> api.keys(Redis.PREFIX + "{guard}:*"))
                                .await()
                                .indefinitely()
                                .spliterator(),
                        false)
                .map(Object::toString)
                .toList();
    }

    private static <T> T run(Uni<T> answer) {
        return answer.await().indefinitely();
    }

    private static <T> T bean(Class<T> type) {
        return Arc.container().instance(type).get();
    }

    /** Stands still unless it is moved. */
    private static final class Time extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("UTC alone");
        }
    }
}
