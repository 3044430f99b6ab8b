package dev.phoneauth.guard;

import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.phone.PhoneNumbers;
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
    private static final Script REDEEMED = Script.named("window", "redeemed");

    private final GuardConfig.Adaptive adaptive;
    private final String rules;
    private final Destinations destinations;
    private final Decisions decisions;
    private final CallerQuota quota;
    private final PhoneNumbers numbers;
    private final RedisStore redis;
    private final Clock clock;

    SendGuard(
            GuardConfig config,
            @ConfigProperty(name = "phone-auth.code.resend-after") Duration cooldown,
            Destinations destinations,
            Decisions decisions,
            CallerQuota quota,
            PhoneNumbers numbers,
            RedisStore redis,
            Clock clock) {
        this.adaptive = config.adaptive();
        this.rules = GuardRules.json(config, cooldown);
        this.destinations = destinations;
        this.decisions = decisions;
        this.quota = quota;
        this.numbers = numbers;
        this.redis = redis;
        this.clock = clock;
    }

    /**
     * Counts one text to the number against every limit, or fails and counts nothing.
     *
     * @return fails with {@code phone_number_not_allowed} or {@code too_many_requests}
     */
    public Uni<Admission> admit(PhoneNumber number, Network network) {
        Subjects subjects = subjects(number);
        destinations.check(subjects);
        String id = CountedId.next();
        return decide(id, subjects, network)
                .invoke(verdict -> decisions.report(verdict, subjects))
                .invoke(quota::tell)
                .map(Verdict::resendIn)
                .map(resendIn -> new Admission(id, number, network, resendIn));
    }

    /** The gateway refused for good: neither the person nor the budgets pay for a text that never went out. */
    public Uni<Void> giveBack(Admission admission) {
        return redis.run(GIVE_BACK, subjects(admission.number()).counted(admission.network()), admission.id())
                .replaceWithVoid();
    }

    /** The text may have gone out: it stays counted, but the number may ask again at once. */
    public Uni<Void> endCooldown(Admission admission) {
        return redis.run(GIVE_BACK, List.of(subjects(admission.number()).cooldown()), admission.id())
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
