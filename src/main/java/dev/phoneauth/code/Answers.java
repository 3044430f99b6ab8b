package dev.phoneauth.code;

import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.secret.DerivedKey;
import dev.phoneauth.secret.MasterSecret;
import dev.phoneauth.store.Script;
import dev.phoneauth.store.Step;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * What was answered to an {@code Idempotency-Key}. It is kept with the code, so that it lives and ends with it: once the
 * code is used or replaced, the key asks anew.
 */
@ApplicationScoped
public class Answers {
    private static final Script GIVEN = Script.named("given");
    private static final Script DROP = Script.named("drop");
    private static final String NONE = "none";
    private static final String CLAIMED = "claimed";

    /** Longer than any request takes: ends for one that was cut off between its code and its text, which has no answer. */
    static final Duration CLAIM_HOLDS = Duration.ofSeconds(10);

    /** So that nobody waits for two seconds. */
    private static final int ASK_AGAIN = 30;

    private static final Duration ASK_AGAIN_AFTER = Duration.ofMillis(50);

    private final Clock clock;
    private final DerivedKey key;

    Answers(Clock clock, MasterSecret secret) {
        this.clock = clock;
        this.key = secret.key("challenge");
    }

    /** The same handle for the same {@code Idempotency-Key} and number, and one that nobody else can work out. */
    public Challenge challengeFor(PhoneNumber number, String idempotencyKey) {
        return Challenge.of(key.hmac(number.e164(), idempotencyKey));
    }

    /**
     * What comes of a request that begins with {@link #first}: its own answer, or the one given before for its challenge.
     * Who comes while another is at it waits for what comes of it.
     *
     * @return fails with {@code service_unavailable} when that takes too long
     */
    public Uni<IssuedCode.Answer> once(Supplier<Uni<IssuedCode.Answer>> request) {
        return Uni.createFrom()
                .deferred(request::get)
                .onFailure(ClaimedByAnother.class)
                .retry()
                .withBackOff(ASK_AGAIN_AFTER, ASK_AGAIN_AFTER)
                .atMost(ASK_AGAIN)
                .onFailure(ClaimedByAnother.class)
                .transform(stillAtIt -> Problem.SERVICE_UNAVAILABLE.failure())
                .onFailure(GivenBefore.class)
                .recoverWithItem(before -> before.answer);
    }

    /**
     * Lets only the first request for a challenge go on, whose answer is to be {@link #keep kept} or {@link #withdraw
     * withdrawn}.
     */
    public Step<Void> first(Purpose purpose, PhoneNumber number, Challenge challenge) {
        return Step.of(GIVEN, List.of(Codes.key(purpose, number)), clock.millis(), challenge.id())
                .map(Response::toString)
                .invoke(given -> failUnlessNone(challenge, given))
                .replaceWithVoid();
    }

    /** The text is on its way: the answer stands. */
    public Step<Void> keep(Purpose purpose, PhoneNumber number, Challenge challenge) {
        return drop(purpose, number, claimOf(challenge));
    }

    /** No text went out for this challenge: the same key shall send one. The code stays good. */
    public Step<Void> withdraw(Purpose purpose, PhoneNumber number, Challenge challenge) {
        return drop(purpose, number, claimOf(challenge), answerOf(challenge));
    }

    private static Step<Void> drop(Purpose purpose, PhoneNumber number, Object... fields) {
        return Step.of(DROP, List.of(Codes.key(purpose, number)), fields).replaceWithVoid();
    }

    private static void failUnlessNone(Challenge challenge, String given) {
        if (given.equals(CLAIMED)) {
            throw new ClaimedByAnother();
        }
        if (!given.equals(NONE)) {
            throw new GivenBefore(IssuedCode.Answer.parse(challenge, given));
        }
    }

    private static String answerOf(Challenge challenge) {
        return "answer:" + challenge.id();
    }

    private static String claimOf(Challenge challenge) {
        return "claimed:" + challenge.id();
    }

    private static class ClaimedByAnother extends RuntimeException {
        ClaimedByAnother() {
            super("another request is at it", null, false, false);
        }
    }

    private static class GivenBefore extends RuntimeException {
        private final IssuedCode.Answer answer;

        GivenBefore(IssuedCode.Answer answer) {
            super("answered before", null, false, false);
            this.answer = answer;
        }
    }
}
