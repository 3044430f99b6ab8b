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
import java.util.Arrays;
import java.util.Base64;
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
    private static final String CLAIMED = "claimed";
    private static final String IN_PROGRESS = "";

    /** Longer than any request takes. After it, another request may claim the key of a process that died. */
    private static final Duration CLAIM_HOLDS = Duration.ofSeconds(10);

    @Inject Redis redis;
    @Inject Clock clock;

    private final Hmac challenges;

    IdempotencyKeys(MasterSecret secret) {
        challenges = secret.key("challenge");
    }

    /**
     * Calls {@code send} with a challenge, or returns the answer to the first request with this key. A repetition waits
     * while the first one is in progress, and fails with {@code service_unavailable} when that takes too long.
     */
    public Uni<CodeSent> once(String idempotencyKey, CodePurpose purpose, Function<String, Uni<CodeSent>> send) {
        String number = purpose.number().e164();
        String challenge = challenge(purpose.name(), number, idempotencyKey);
        String key = Redis.PREFIX + "idempotency:{" + number + "}:" + challenge;
        return claim(List.of(key, Codes.key(purpose)), challenge)
                .chain(answer -> answer.equals(CLAIMED)
                        ? send.apply(challenge)
                                .call(sent -> keep(key, sent))
                                .onFailure()
                                .call(() -> release(key))
                        : Uni.createFrom().item(Json.decodeValue(answer, CodeSent.class)));
    }

    private String challenge(String... request) {
        byte[] hmac = Arrays.copyOf(challenges.framed(request), Codes.CHALLENGE_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hmac);
    }

    private Uni<String> claim(List<String> keys, String challenge) {
        return redis.run(CLAIM, keys, clock.millis(), challenge, CLAIM_HOLDS.toMillis())
                .map(answer -> answer == null ? CLAIMED : answer.toString())
                .repeat()
                .withDelay(Duration.ofMillis(50))
                .atMost(30)
                .filter(answer -> !answer.equals(IN_PROGRESS))
                .toUni()
                .plug(Problem.SERVICE_UNAVAILABLE::ifAbsent);
    }

    private Uni<Void> keep(String key, CodeSent sent) {
        return Outage.bestEffort(redis.call(api -> api.setex(key, Long.toString(sent.expiresIn()), Json.encode(sent))));
    }

    private Uni<Void> release(String key) {
        return Outage.bestEffort(redis.call(api -> api.del(List.of(key))));
    }
}
