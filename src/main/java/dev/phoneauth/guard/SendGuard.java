package dev.phoneauth.guard;

import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.phone.TestNumbers;
import dev.phoneauth.store.RedisStore;
import dev.phoneauth.store.Script;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Decides, in one round trip to Redis, whether a text may go out, and counts it if so. Redis runs one admission after the
 * other, so limits are exact however many ask at once and of however many replicas; times are the replica's, so a clock
 * that is a second off makes a window a second longer or shorter.
 */
@ApplicationScoped
public class SendGuard {
    private static final Script ADMIT = Script.named("window", "circle", "admit");
    private static final Script GIVE_BACK = Script.named("giveback");
    private static final Script COUNT_MORE = Script.named("countmore");
    private static final Script REDEEMED = Script.named("window", "redeemed");

    private final GuardConfig.Adaptive adaptive;
    private final String rules;
    private final Destinations destinations;
    private final Decisions decisions;
    private final CallerQuota quota;
    private final PhoneNumbers numbers;
    private final TestNumbers testNumbers;
    private final RedisStore redis;
    private final Clock clock;

    SendGuard(
            GuardConfig config,
            @ConfigProperty(name = "phone-auth.code.resend-after") Duration cooldown,
            Destinations destinations,
            Decisions decisions,
            CallerQuota quota,
            PhoneNumbers numbers,
            TestNumbers testNumbers,
            RedisStore redis,
            Clock clock) {
        this.adaptive = config.adaptive();
        this.rules = GuardRules.json(config, cooldown);
        this.destinations = destinations;
        this.decisions = decisions;
        this.quota = quota;
        this.numbers = numbers;
        this.testNumbers = testNumbers;
        this.redis = redis;
        this.clock = clock;
    }

    /**
     * Counts one text to the number against every limit, or fails and counts nothing. Test numbers get none, and so are
     * not counted.
     *
     * @return fails with {@code phone_number_not_allowed} or {@code too_many_requests}
     */
    public Uni<Admission> admit(PhoneNumber number, Network network) {
        return testNumbers.code(number).isPresent()
                ? Uni.createFrom().item(Admission.ofTestNumber(number, network))
                : admitReal(number, network);
    }

    private Uni<Admission> admitReal(PhoneNumber number, Network network) {
        Subjects subjects = subjects(number);
        destinations.check(subjects);
        String id = CountedId.next();
        return decide(id, subjects, network)
                .invoke(verdict -> decisions.report(verdict, subjects))
                .invoke(quota::tell)
                .map(Verdict::resendIn)
                .map(resendIn -> new Admission(id, number, network, resendIn));
    }

    /**
     * Counts a warning to the number against the budgets. None of them holds it back, nor does the cooldown: a stranger
     * could use them up beforehand, and the number would not be warned of him.
     *
     * @return fails with {@code phone_number_not_allowed}
     */
    public Uni<Void> admitWarning(PhoneNumber number, Network network) {
        return testNumbers.code(number).isPresent()
                ? Uni.createFrom().voidItem()
                : countWarning(subjects(number), network);
    }

    private Uni<Void> countWarning(Subjects subjects, Network network) {
        destinations.check(subjects);
        return redis.run(COUNT_MORE, subjects.budgeted(network), clock.millis(), CountedId.next(), 1)
                .replaceWithVoid();
    }

    /** A text was accepted, and so many in all may be on their way: beyond the one admitted they count too. */
    public Uni<Void> sent(Admission admission, int texts) {
        return texts > 1 ? countMore(admission, texts - 1) : Uni.createFrom().voidItem();
    }

    /** No text was accepted; but so many may be on their way, and count. The number may ask again at once. */
    public Uni<Void> notSent(Admission admission, int uncertain) {
        return uncertain == 0 ? giveBack(admission) : endCooldown(admission).chain(() -> sent(admission, uncertain));
    }

    /** The gateway refused for good: neither the person nor the budgets pay for a text that never went out. */
    Uni<Void> giveBack(Admission admission) {
        return redis.run(GIVE_BACK, subjects(admission.number()).counted(admission.network()), admission.id())
                .replaceWithVoid();
    }

    /** The text may have gone out: it stays counted, but the number may ask again at once. */
    Uni<Void> endCooldown(Admission admission) {
        return redis.run(GIVE_BACK, List.of(subjects(admission.number()).cooldown()), admission.id())
                .replaceWithVoid();
    }

    private Uni<Void> countMore(Admission admission, int texts) {
        List<String> keys = subjects(admission.number()).budgeted(admission.network());
        return redis.run(COUNT_MORE, keys, clock.millis(), admission.id(), texts)
                .replaceWithVoid();
    }

    /** A code came back: ends the cooldown of the number and speaks for its circles. */
    public Uni<Void> redeemed(PhoneNumber number) {
        return redis.run(
                        REDEEMED,
                        subjects(number).redemption(),
                        adaptive.window().toMillis())
                .replaceWithVoid();
    }

    /** One text more, counted under this id if it may go out. */
    Uni<Verdict> decide(String id, Subjects subjects, Network network) {
        return redis.run(ADMIT, subjects.admission(network), clock.millis(), id, rules)
                .map(answer -> Verdict.of(answer, subjects));
    }

    Subjects subjects(PhoneNumber number) {
        return Subjects.of(number, numbers.country(number), adaptive.prefixDigits());
    }
}
