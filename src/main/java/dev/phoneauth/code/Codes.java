package dev.phoneauth.code;

import dev.phoneauth.phone.Spelling;
import dev.phoneauth.redis.Redis;
import dev.phoneauth.redis.Script;
import dev.phoneauth.secret.Bytes;
import dev.phoneauth.secret.MasterSecret;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pending codes in Redis: at most one per number and purpose. */
@ApplicationScoped
public class Codes {
    /** However many challenges share a code, it is compared no more often: a guess succeeds with 2·10⁻⁵ for six digits. */
    private static final int MAX_COMPARISONS = 20;

    private static final Duration MISSES_REMEMBERED = Duration.ofDays(30);
    private static final Pattern CODE = Pattern.compile("[0-9]{4,10}");
    private static final String NO_CODE = "";
    static final int CHALLENGE_BYTES = 16;
    private static final Script ISSUE = Script.named("attempts", "issue");
    private static final Script REDEEM = Script.named("attempts", "redeem");
    private static final Script REMOVE = Script.named("remove_code");

    @Inject CodeConfig config;
    @Inject CodeHasher hasher;
    @Inject MasterSecret secret;
    @Inject Redis redis;
    @Inject Clock clock;

    /** 128 random bits, base64url: names one text. */
    public String newChallenge() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Bytes.random(CHALLENGE_BYTES));
    }

    /** The number's live code for the purpose, or a new one; the challenge gets attempts of its own. */
    public Uni<IssuedCode> issue(CodePurpose purpose, Challenge challenge) {
        return redis.run(ISSUE, keys(purpose), issueArguments(purpose, challenge))
                .map(kept -> issued(purpose, challenge, kept));
    }

    /**
     * Counts an attempt and compares. A right code uses up no attempt and can be redeemed again, until it is used.
     *
     * @param network where the attempts of requests count that do not name the text
     */
    public Uni<Comparison> compare(CodePurpose purpose, CodeRequest typed, String network) {
        return redis.run(
                        REDEEM,
                        keys(purpose),
                        clock.millis(),
                        digest(purpose, typed.code()),
                        Objects.requireNonNullElse(typed.challengeId(), network),
                        typed.challengeId() == null ? "network" : "challenge",
                        config.maxAttempts(),
                        MAX_COMPARISONS,
                        MISSES_REMEMBERED.toMillis())
                .map(answer -> Comparison.of(purpose, typed, answer));
    }

    /** How long the number's code for the purpose is still good; zero if there is none. */
    public Uni<Duration> expiresIn(CodePurpose purpose) {
        return redis.call(api -> api.hget(key(purpose), "expires"))
                .map(expires -> expires == null ? 0 : expires.toLong() - clock.millis())
                .map(left -> Duration.ofMillis(Math.max(0, left)));
    }

    /** Removes a code that is used, and forgets the number's misses. */
    public Uni<Void> remove(RightCode used) {
        return redis.run(REMOVE, keys(used.purpose()), used.nonce()).replaceWithVoid();
    }

    /** Removes whatever code the number has for the purpose, and forgets its misses. */
    public Uni<Void> removeAny(CodePurpose purpose) {
        return redis.call(api -> api.del(keys(purpose))).replaceWithVoid();
    }

    private Object[] issueArguments(CodePurpose purpose, Challenge challenge) {
        String nonce = newChallenge();
        Stream<Object> settings = Stream.of(
                clock.millis(),
                config.ttl().toMillis(),
                config.renewBelow().toMillis(),
                secret.id(),
                nonce,
                challenge.counter(),
                config.maxAttempts(),
                MAX_COMPARISONS,
                challenge.whileGuessing() ? 1 : 0,
                hasher.isFixed(purpose) ? 1 : 0);
        Stream<Object> choices = config.lengths()
                .mapToObj(length -> hasher.code(purpose, nonce, length))
                .flatMap(code -> Stream.of(code.length(), hasher.digest(purpose, code)));
        return Stream.concat(settings, choices).toArray();
    }

    private IssuedCode issued(CodePurpose purpose, Challenge challenge, Response kept) {
        String code = hasher.code(purpose, kept.get(0).toString(), kept.get(1).toInteger());
        return new IssuedCode(
                purpose.number(), code, challenge.id(), kept.get(2).toLong());
    }

    private String digest(CodePurpose purpose, String typed) {
        String code = Spelling.compact(typed);
        return CODE.matcher(code).matches() ? hasher.digest(purpose, code) : NO_CODE;
    }

    private static List<String> keys(CodePurpose purpose) {
        return List.of(
                key(purpose), Redis.PREFIX + "misses:{" + purpose.number().e164() + "}");
    }

    static String key(CodePurpose purpose) {
        return Redis.PREFIX + "code:{" + purpose.number().e164() + "}:" + purpose.name();
    }
}
