package dev.phoneauth.code;

import dev.phoneauth.problem.Problem;
import dev.phoneauth.problem.ProblemException;
import dev.phoneauth.redis.Redis;
import dev.phoneauth.redis.Script;
import dev.phoneauth.secret.Hmac;
import dev.phoneauth.secret.MasterSecret;
import dev.phoneauth.store.Outage;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.Json;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/**
 * Answers a repeated request for a code as the first one was answered, while that code lives.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">Idempotency-Key, draft</a>
 */
@ApplicationScoped
public class IdempotencyKeys {
    private static final Script CLAIM = Script.named("claim");

    /** Longer than any request takes. After it, another request may claim the key of a process that died. */
    private static final Duration CLAIM_HOLDS = Duration.ofSeconds(10);
    /** As long as the gateway may still have the text of a request that failed. */
    private static final Duration FAILURE_HOLDS = Duration.ofMinutes(10);

    @Inject Redis redis;
    @Inject Clock clock;

    private final Hmac keys;

    IdempotencyKeys(MasterSecret secret) {
        keys = secret.key("idempotency-key-of-request");
    }

    /**
     * Calls {@code send} with a challenge, or returns the answer to the first request with this key. A repetition waits
     * while the first one is in progress, and fails with {@code service_unavailable} when that takes too long.
     *
     * @param challenge for a new text
     */
    public Uni<CodeSent> once(
            String idempotencyKey, CodePurpose purpose, String challenge, Function<String, Uni<CodeSent>> send) {
        String number = purpose.number().e164();
        String hash = HexFormat.of().formatHex(keys.framed(purpose.name(), number, idempotencyKey));
        String key = Redis.PREFIX + "idempotency:{" + number + "}:" + hash;
        return claim(List.of(key, Codes.key(purpose)), challenge)
                .chain(claim -> claim.size() > 1
                        ? Uni.createFrom().item(Json.decodeValue(claim.get(1).toString(), CodeSent.class))
                        : send(key, challenge, claim.get(0).toString(), send));
    }

    /** A refused request keeps nothing, unless the gateway may have a text of an earlier one with the same key. */
    private Uni<CodeSent> send(String key, String challenge, String claimed, Function<String, Uni<CodeSent>> send) {
        return send.apply(claimed)
                .call(sent ->
                        keep(key, Duration.ofSeconds(sent.expiresIn()), "done " + claimed + " " + Json.encode(sent)))
                .onFailure()
                .call(failure ->
                        claimed.equals(challenge) && failure instanceof ProblemException problem && problem.isRefusal()
                                ? Outage.bestEffort(redis.call(api -> api.del(List.of(key))))
                                : keep(key, FAILURE_HOLDS, "failed " + claimed));
    }

    private Uni<Response> claim(List<String> keys, String challenge) {
        return redis.runOrTakeBack(
                        CLAIM,
                        keys,
                        late -> release(keys.get(0), late),
                        clock.millis(),
                        CLAIM_HOLDS.toMillis(),
                        challenge)
                .repeat()
                .withDelay(Duration.ofMillis(50))
                .atMost(30)
                .filter(claim -> claim.size() > 0)
                .toUni()
                .plug(Problem.SERVICE_UNAVAILABLE::ifAbsent);
    }

    /** A claim whose request was answered before it was there. */
    private Uni<Void> release(String key, Response claim) {
        return claim.size() == 1
                ? keep(key, FAILURE_HOLDS, "failed " + claim.get(0))
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> keep(String key, Duration time, String state) {
        return Outage.bestEffort(redis.call(api -> api.setex(key, Long.toString(time.toSeconds()), state)));
    }
}
