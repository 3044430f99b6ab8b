package dev.phoneauth.code;

import dev.phoneauth.problem.Problem;
import dev.phoneauth.redis.Redis;
import dev.phoneauth.redis.Script;
import dev.phoneauth.secret.Hmac;
import dev.phoneauth.secret.MasterSecret;
import dev.phoneauth.store.Outage;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/**
 * Answers a repeated request for a code as the first one was answered, while that code lives.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">Idempotency-Key, draft</a>
 */
@ApplicationScoped
public class IdempotencyKeys {
    private static final Script CLAIM = Script.named("claim");
    private static final String CLAIMED = "claimed";
    private static final String IN_PROGRESS = "";

    /** Longer than any request takes. After it, another request may claim the key of a process that died. */
    private static final Duration CLAIM_HOLDS = Duration.ofSeconds(10);

    @Inject Redis redis;
    @Inject Clock clock;

    private final Hmac keys;

    IdempotencyKeys(MasterSecret secret) {
        keys = secret.key("idempotency-key-of-request");
    }

    /**
     * Calls {@code send}, or returns the answer to the first request with this key. A repetition waits
     * while the first one is in progress, and fails with {@code service_unavailable} when that takes too long.
     */
    public Uni<CodeSent> once(String idempotencyKey, CodePurpose purpose, Supplier<Uni<CodeSent>> send) {
        String number = purpose.number().e164();
        String hash = HexFormat.of().formatHex(keys.framed(purpose.name(), number, idempotencyKey));
        String key = Redis.PREFIX + "idempotency:{" + number + "}:" + hash;
        return claim(List.of(key, Codes.key(purpose)))
                .chain(answer -> answer.equals(CLAIMED)
                        ? send.get().call(sent -> keep(key, sent)).onFailure().call(() -> release(key))
                        : Uni.createFrom().item(Json.decodeValue(answer, CodeSent.class)));
    }

    private Uni<String> claim(List<String> keys) {
        return redis.run(CLAIM, keys, clock.millis(), CLAIM_HOLDS.toMillis())
                .map(answer -> answer == null ? CLAIMED : answer.toString())
                .repeat()
                .withDelay(Duration.ofMillis(50))
                .atMost(30)
                .filter(answer -> !answer.equals(IN_PROGRESS))
                .toUni()
                .plug(Problem.SERVICE_UNAVAILABLE::ifAbsent);
    }

    private Uni<Void> keep(String key, CodeSent sent) {
        String answer = sent.challengeId() + " " + Json.encode(sent);
        return Outage.bestEffort(redis.call(api -> api.setex(key, Long.toString(sent.expiresIn()), answer)));
    }

    private Uni<Void> release(String key) {
        return Outage.bestEffort(redis.call(api -> api.del(List.of(key))));
    }
}
