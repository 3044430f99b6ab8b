package dev.phoneauth.code;

import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.phone.Spelling;
import dev.phoneauth.redis.Redis;
import dev.phoneauth.redis.Script;
import dev.phoneauth.secret.MasterSecret;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
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
    private static final Script ISSUE = Script.named("issue");
    private static final Script REDEEM = Script.named("redeem");
    private static final Script REMOVE = Script.named("remove_code");

    @Inject CodeConfig config;
    @Inject CodeHasher hasher;
    @Inject MasterSecret secret;
    @Inject Redis redis;
    @Inject Clock clock;

    private final SecureRandom random = new SecureRandom();

    /** 128 random bits, base64url: names one text. */
    public String newChallenge() {
        byte[] bytes = new byte[CHALLENGE_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The number's live code for the purpose, or a new one; the challenge gets attempts of its own. */
    public Uni<IssuedCode> issue(CodePurpose purpose, PhoneNumber number, String challenge) {
        return redis.run(ISSUE, keys(purpose, number), issueArguments(purpose, number, challenge))
                .map(kept -> issued(purpose, number, challenge, kept));
    }

    /**
     * Counts an attempt and compares. A right code uses up no attempt and can be redeemed again, until it is used.
     *
     * @return fails with {@code invalid_code}, for every reason alike
     */
    public Uni<RightCode> redeem(Redemption redemption) {
        return redis.run(
                        REDEEM,
                        keys(redemption.purpose(), redemption.number()),
                        clock.millis(),
                        digest(redemption),
                        attempts(redemption.typed().challengeId()),
                        config.maxAttempts(),
                        MAX_COMPARISONS,
                        MISSES_REMEMBERED.toMillis())
                .map(answer -> RightCode.of(redemption, answer));
    }

    /** Removes a code that is used, and forgets the number's misses. */
    public Uni<Void> remove(RightCode used) {
        Redemption redemption = used.redemption();
        return redis.run(REMOVE, keys(redemption.purpose(), redemption.number()), used.nonce())
                .replaceWithVoid();
    }

    /** Removes whatever code the number has for the purpose, and forgets its misses. */
    public Uni<Void> removeAny(CodePurpose purpose, PhoneNumber number) {
        return redis.call(api -> api.del(keys(purpose, number))).replaceWithVoid();
    }

    private Object[] issueArguments(CodePurpose purpose, PhoneNumber number, String challenge) {
        String nonce = newChallenge();
        Stream<Object> settings = Stream.of(
                clock.millis(),
                config.ttl().toMillis(),
                config.renewBelow().toMillis(),
                secret.id(),
                nonce,
                challenge,
                MAX_COMPARISONS);
        Stream<Object> choices = config.lengths()
                .mapToObj(length -> hasher.code(purpose, number, nonce, length))
                .flatMap(code -> Stream.of(code.length(), hasher.digest(purpose, number, code)));
        return Stream.concat(settings, choices).toArray();
    }

    private IssuedCode issued(CodePurpose purpose, PhoneNumber number, String challenge, Response kept) {
        String code =
                hasher.code(purpose, number, kept.get(0).toString(), kept.get(1).toInteger());
        return new IssuedCode(code, challenge, kept.get(2).toLong());
    }

    private String digest(Redemption redemption) {
        String code = Spelling.compact(redemption.typed().code());
        return CODE.matcher(code).matches() ? hasher.digest(redemption.purpose(), redemption.number(), code) : NO_CODE;
    }

    /** The counter of a challenge's attempts; requests without one share a counter. */
    private static String attempts(String challenge) {
        return challenge == null ? "attempts" : "attempts:" + challenge;
    }

    private static List<String> keys(CodePurpose purpose, PhoneNumber number) {
        return List.of(key(purpose, number), Redis.PREFIX + "misses:{" + number.e164() + "}");
    }

    static String key(CodePurpose purpose, PhoneNumber number) {
        return Redis.PREFIX + "code:{" + number.e164() + "}:" + purpose.name();
    }
}
