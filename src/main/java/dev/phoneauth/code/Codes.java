package dev.phoneauth.code;

import dev.phoneauth.phone.Digits;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.secret.MasterSecret;
import dev.phoneauth.store.RedisStore;
import dev.phoneauth.store.Script;
import dev.phoneauth.store.Step;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** The pending codes: at most one for each number and purpose, alive for minutes, good for one use. */
@ApplicationScoped
public class Codes {
    /** However many challenges share a code, a guesser never has more than these looks at it: 2·10⁻⁵ for six digits. */
    private static final int MAX_LOOKS = 20;

    /** After 20 and after 40 misses in a row the next codes are this long, rather than the number being locked. */
    private static final List<Integer> LENGTHS_AFTER_MISSES = List.of(8, 10);

    /** With less than a minute left, or a fifth of a short life, nobody could type it in time: a new code is made. */
    private static final Duration RENEW_BELOW = Duration.ofSeconds(60);

    private static final int RENEW_BELOW_SHARE = 5;

    /** Far more than the budgets allow of; test numbers have none. */
    private static final int MOST_TEXTS = 100;

    private static final Duration MISSES_REMEMBERED = Duration.ofDays(30);
    private static final Pattern CODE = Pattern.compile("[0-9]{4,10}");
    private static final String NO_CODE = "";
    private static final Script ISSUE = Script.named("issue");
    private static final Script REDEEM = Script.named("redeem");
    private static final Script FORGET = Script.named("forget");

    private final CodeConfig config;
    private final CodeMaker maker;
    private final Clock clock;
    private final String secretId;
    private final SecureRandom random = new SecureRandom();

    Codes(CodeConfig config, CodeMaker maker, Clock clock, MasterSecret secret) {
        this.config = config;
        this.maker = maker;
        this.clock = clock;
        this.secretId = secret.id();
    }

    /** A handle for a text to be sent. */
    public Challenge newChallenge() {
        return Challenge.random(random);
    }

    /**
     * The live code of the number, or a new one, with this challenge attached; lives for {@code phone-auth.code.ttl}. Comes
     * after the admission of its text, which tells when there may be another.
     */
    public Step<IssuedCode> issue(Purpose purpose, PhoneNumber number, Challenge challenge) {
        String nonce = newChallenge().id();
        long now = clock.millis();
        List<Object> arguments = new ArrayList<>(List.of(
                now,
                config.ttl().toMillis(),
                renewBelow().toMillis(),
                secretId,
                nonce,
                challenge.id(),
                now + Answers.CLAIM_HOLDS.toMillis(),
                MAX_LOOKS));
        maker.codes(purpose, number, nonce, lengths()).forEach(code -> {
            arguments.add(code.length());
            arguments.add(maker.digest(purpose, number, code));
        });
        return Step.of(ISSUE, keys(purpose, number), arguments.toArray())
                .map(kept -> issued(purpose, number, challenge, kept));
    }

    /**
     * Uses the code up if the typed one fits.
     *
     * @return the handles of all texts that brought it; empty, for one reason as for another, if it does not fit
     */
    public Step<Optional<List<Challenge>>> redemption(
            Purpose purpose, PhoneNumber number, String typed, Optional<Challenge> challenge) {
        String code = Digits.compact(typed);
        return Step.of(
                        REDEEM,
                        keys(purpose, number),
                        clock.millis(),
                        CODE.matcher(code).matches() ? maker.digest(purpose, number, code) : NO_CODE,
                        challenge.map(Challenge::id).orElse(""),
                        config.maxAttempts(),
                        MAX_LOOKS,
                        MISSES_REMEMBERED.toMillis())
                .map(Codes::redeemed);
    }

    /** Whatever code the number has for this purpose, it is good for nothing any more, and what was guessed is forgotten. */
    public Step<Void> forget(Purpose purpose, PhoneNumber number) {
        return Step.of(FORGET, keys(purpose, number)).replaceWithVoid();
    }

    private static Optional<List<Challenge>> redeemed(Response answer) {
        return answer.get(0).toInteger() == 0
                ? Optional.empty()
                : Optional.of(StreamSupport.stream(answer.spliterator(), false)
                        .skip(1)
                        .limit(MOST_TEXTS)
                        .map(challenge -> Challenge.parse(challenge.toString()))
                        .toList());
    }

    private IssuedCode issued(Purpose purpose, PhoneNumber number, Challenge challenge, Response kept) {
        int length = kept.get(1).toInteger();
        String code = maker.code(purpose, number, kept.get(0).toString(), length);
        return new IssuedCode(
                code,
                new IssuedCode.Answer(
                        challenge, length, kept.get(2).toLong(), kept.get(3).toLong()));
    }

    private Duration renewBelow() {
        Duration share = config.ttl().dividedBy(RENEW_BELOW_SHARE);
        return share.compareTo(RENEW_BELOW) < 0 ? share : RENEW_BELOW;
    }

    private IntStream lengths() {
        return IntStream.concat(
                IntStream.of(config.length()),
                LENGTHS_AFTER_MISSES.stream().mapToInt(longer -> Math.max(longer, config.length())));
    }

    private static List<String> keys(Purpose purpose, PhoneNumber number) {
        return List.of(key(purpose, number), RedisStore.PREFIX + "misses:" + number.e164());
    }

    /** Where the code of the number is kept, and what belongs to it. */
    static String key(Purpose purpose, PhoneNumber number) {
        return RedisStore.PREFIX + "code:" + number.e164() + ":" + purpose.name();
    }
}
