package dev.phoneauth.code;

import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.redis.Redis;
import dev.phoneauth.redis.Script;
import dev.phoneauth.secret.Hmac;
import dev.phoneauth.secret.MasterSecret;
import dev.phoneauth.store.Outage;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Answers a repeated request for a code as the first one was answered, while that code lives.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">Idempotency-Key, draft</a>
 */
@ApplicationScoped
public class IdempotencyKeys {
    private static final String HEADER = "Idempotency-Key";
    private static final int LONGEST = 255;
    private static final Script CLAIM = Script.named("claim");
    private static final String CLAIMED = "claimed";
    private static final String IN_PROGRESS = "";

    /** Longer than any request takes; it ends for a request whose process died before it had an answer. */
    private static final Duration CLAIM_HOLDS = Duration.ofSeconds(10);

    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(50);
    private static final int LOOKS = 30;

    private final Redis redis;
    private final Clock clock;
    private final Hmac key;

    IdempotencyKeys(Redis redis, Clock clock, MasterSecret secret) {
        this.redis = redis;
        this.clock = clock;
        this.key = secret.key("challenge");
    }

    /**
     * The key that a request carries.
     *
     * @throws dev.phoneauth.problem.ProblemException {@code invalid_request} when it is blank or longer than 255 characters
     */
    public static Optional<String> of(HttpServerRequest request) {
        Optional<String> key = Optional.ofNullable(request.getHeader(HEADER));
        if (key.filter(given -> given.isBlank() || given.length() > LONGEST).isPresent()) {
            throw Problem.INVALID_REQUEST.failure(HEADER, "has 1 to " + LONGEST + " characters");
        }
        return key;
    }

    /**
     * Sends a text, or returns the answer to the first request with this key. A repetition waits while the first request is
     * in progress.
     *
     * @param send sends a text with the given challenge
     * @return fails with {@code service_unavailable} when the first request takes too long
     */
    public Uni<CodeSent> once(
            String idempotencyKey, CodePurpose purpose, PhoneNumber number, Function<Challenge, Uni<CodeSent>> send) {
        Challenge challenge = Challenge.of(key.framed(purpose.name(), number.e164(), idempotencyKey));
        List<String> keys = List.of(
                Redis.PREFIX + "idempotency:{" + number.e164() + "}:" + challenge.id(), Codes.key(purpose, number));
        return claim(keys, challenge)
                .chain(answer -> answer.equals(CLAIMED)
                        ? send.apply(challenge)
                                .call(sent -> keep(keys.get(0), sent))
                                .onFailure()
                                .call(() -> release(keys.get(0)))
                        : Uni.createFrom().item(read(number, challenge, answer)));
    }

    private Uni<String> claim(List<String> keys, Challenge challenge) {
        return redis.run(CLAIM, keys, clock.millis(), challenge.id(), CLAIM_HOLDS.toMillis())
                .map(answer -> answer == null ? CLAIMED : answer.toString())
                .repeat()
                .withDelay(LOOK_AGAIN_AFTER)
                .atMost(LOOKS)
                .filter(answer -> !answer.equals(IN_PROGRESS))
                .toUni()
                .onItem()
                .ifNull()
                .failWith(Problem.SERVICE_UNAVAILABLE::failure);
    }

    private Uni<Void> keep(String key, CodeSent sent) {
        String answer = sent.codeLength() + " " + sent.expiresIn() + " " + sent.resendIn();
        return Outage.bestEffort(
                redis.call(api -> api.set(List.of(key, answer, "EX", Long.toString(sent.expiresIn())))));
    }

    private Uni<Void> release(String key) {
        return Outage.bestEffort(redis.call(api -> api.del(List.of(key))));
    }

    private static CodeSent read(PhoneNumber number, Challenge challenge, String answer) {
        String[] part = answer.split(" ");
        return new CodeSent(
                number.e164(),
                challenge.id(),
                Integer.parseInt(part[0]),
                Long.parseLong(part[1]),
                Long.parseLong(part[2]));
    }
}
