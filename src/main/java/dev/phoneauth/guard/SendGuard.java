package dev.phoneauth.guard;

import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.redis.Redis;
import dev.phoneauth.redis.Script;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Decides, in one script of Redis, whether a text may go out, and counts it if so. Redis runs one admission after the other,
 * so limits are exact however many ask at once and of however many replicas; times are the replica's, so a clock that is a
 * second off makes a window a second longer or shorter.
 */
@ApplicationScoped
public class SendGuard {
    private static final Script ADMIT = Script.named("window", "circle", "admit");
    private static final Script REFUND = Script.named("refund");
    private static final Script CHARGE = Script.named("charge");
    private static final Script REDEMPTION = Script.named("window", "redemption");

    private final GuardConfig.Adaptive adaptive;
    private final String rules;
    private final Destinations destinations;
    private final Decisions decisions;
    private final CallerQuota quota;
    private final PhoneNumbers numbers;
    private final Redis redis;
    private final Clock clock;

    SendGuard(
            GuardConfig config,
            @ConfigProperty(name = "phone-auth.code.resend-after") Duration cooldown,
            Destinations destinations,
            Decisions decisions,
            CallerQuota quota,
            PhoneNumbers numbers,
            Redis redis,
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
     * Counts one SMS to the number against every limit, or fails and counts nothing.
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
                .invoke(Verdict::refuseUnlessAdmission)
                .map(verdict ->
                        new Admission(id, number, network, verdict.delay().toSeconds()));
    }

    /**
     * Counts a notice to the number. No limit holds it back: a stranger could use up the limits beforehand, and the number's
     * owner would not be warned.
     *
     * @return fails with {@code phone_number_not_allowed}
     */
    public Uni<Void> admitNotice(PhoneNumber number, Network network) {
        Subjects subjects = subjects(number);
        destinations.check(subjects);
        return charge(subjects, network, CountedId.next(), 1);
    }

    /** Counts the SMS that may have been sent beyond the one admitted: senders that failed may have sent theirs. */
    public Uni<Void> charge(Admission admission, int sent) {
        return sent > 1
                ? Redis.bestEffort(charge(subjects(admission.number()), admission.network(), admission.id(), sent - 1))
                : Uni.createFrom().voidItem();
    }

    /**
     * Ends the cooldown, since no sender accepted the SMS; the number may ask again at once.
     *
     * @param uncertain how many SMS may have been sent all the same, and count
     */
    public Uni<Void> refund(Admission admission, int uncertain) {
        Uni<Void> refund = uncertain == 0 ? giveBack(admission) : endCooldown(admission);
        return Redis.bestEffort(refund).chain(() -> charge(admission, uncertain));
    }

    Uni<Void> giveBack(Admission admission) {
        return refund(admission, subjects(admission.number()).counted(admission.network()));
    }

    Uni<Void> endCooldown(Admission admission) {
        return refund(admission, List.of(subjects(admission.number()).cooldown()));
    }

    private Uni<Void> refund(Admission admission, List<String> keys) {
        return redis.run(REFUND, keys, admission.id()).replaceWithVoid();
    }

    private Uni<Void> charge(Subjects subjects, Network network, String id, int texts) {
        return redis.run(CHARGE, subjects.budgeted(network), clock.millis(), id, texts)
                .replaceWithVoid();
    }

    /** A code was redeemed: ends the cooldown of the number and speaks for its prefixes and country. */
    public Uni<Void> redeemed(PhoneNumber number) {
        return redis.run(
                        REDEMPTION,
                        subjects(number).redemption(),
                        adaptive.window().toMillis())
                .replaceWithVoid();
    }

    /** Whether an SMS may be sent; if so, it is counted under this id. */
    Uni<Verdict> decide(String id, Subjects subjects, Network network) {
        return redis.run(ADMIT, subjects.admission(network), clock.millis(), id, rules)
                .map(answer -> Verdict.of(answer, subjects));
    }

    Subjects subjects(PhoneNumber number) {
        return Subjects.of(number, numbers.country(number), adaptive.prefixDigits());
    }
}
