package dev.phoneauth.code;

import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.secret.DerivedKey;
import dev.phoneauth.secret.MasterSecret;
import dev.phoneauth.store.RedisStore;
import dev.phoneauth.store.Script;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * What was answered to an {@code Idempotency-Key}. It is kept with the code, so that it lives and ends with it: once the
 * code is used or replaced, the key asks anew.
 */
@ApplicationScoped
public class Answers {
    private static final Script CLAIM = Script.named("claim");
    private static final String YOURS = "yours";
    private static final String CLAIMED = "claimed";

    /** Longer than any request takes: holds only for one whose process died over it. */
    private static final Duration CLAIM_HOLDS = Duration.ofSeconds(10);

    /** So that nobody waits for two seconds. */
    private static final int ASK_AGAIN = 30;

    private static final Duration ASK_AGAIN_AFTER = Duration.ofMillis(50);

    private final RedisStore redis;
    private final Clock clock;
    private final DerivedKey key;

    Answers(RedisStore redis, Clock clock, MasterSecret secret) {
        this.redis = redis;
        this.clock = clock;
        this.key = secret.key("challenge");
    }

    /** The same handle for the same {@code Idempotency-Key} and number, and one that nobody else can work out. */
    public Challenge challengeFor(PhoneNumber number, String idempotencyKey) {
        return Challenge.of(key.hmac(number.e164(), idempotencyKey));
    }

    /**
     * The answer given before for this challenge; or null, and then it is the caller's to make one and to
     * {@link #release} his claim. Who comes while another is at it waits for what comes of it.
     *
     * @return fails with {@code service_unavailable} when that takes too long
     */
    public Uni<IssuedCode.Answer> givenOrClaim(Purpose purpose, PhoneNumber number, Challenge challenge) {
        return Uni.createFrom()
                .deferred(() -> claim(purpose, number, challenge))
                .invoke(Answers::failWhileClaimed)
                .onFailure(ClaimedByAnother.class)
                .retry()
                .withBackOff(ASK_AGAIN_AFTER, ASK_AGAIN_AFTER)
                .atMost(ASK_AGAIN)
                .onFailure(ClaimedByAnother.class)
                .transform(stillAtIt -> Problem.SERVICE_UNAVAILABLE.failure())
                .map(state -> state.equals(YOURS) ? null : IssuedCode.Answer.parse(challenge, state));
    }

    /** The answer is made, or will not come. */
    public Uni<Void> release(Purpose purpose, PhoneNumber number, Challenge challenge) {
        return redis.call(api -> api.del(List.of(claimKey(purpose, number, challenge))))
                .replaceWithVoid();
    }

    /** No text went out for this challenge: the same key shall send one. The code stays good. */
    public Uni<Void> withdraw(Purpose purpose, PhoneNumber number, Challenge challenge) {
        return redis.call(api -> api.hdel(List.of(Codes.key(purpose, number), "answer:" + challenge.id())))
                .replaceWithVoid();
    }

    private Uni<String> claim(Purpose purpose, PhoneNumber number, Challenge challenge) {
        return redis.run(
                        CLAIM,
                        List.of(Codes.key(purpose, number), claimKey(purpose, number, challenge)),
                        clock.millis(),
                        challenge.id(),
                        CLAIM_HOLDS.toMillis())
                .map(Response::toString);
    }

    private static void failWhileClaimed(String state) {
        if (state.equals(CLAIMED)) {
            throw new ClaimedByAnother();
        }
    }

    private static String claimKey(Purpose purpose, PhoneNumber number, Challenge challenge) {
        return Codes.key(purpose, number) + ":claim:" + challenge.id();
    }

    private static class ClaimedByAnother extends RuntimeException {
        ClaimedByAnother() {
            super("another request is at it", null, false, false);
        }
    }
}
