package dev.phoneauth.guard;

import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.phone.TestNumbers;
import dev.phoneauth.store.Script;
import dev.phoneauth.store.Step;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Decides, in one step of Redis, whether a text may go out, and counts it if so. Redis runs one admission after the other,
 * so limits are exact however many ask at once and of however many replicas; times are the replica's, so a clock that is a
 * second off makes a window a second longer or shorter.
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
    private final Clock clock;

    SendGuard(
            GuardConfig config,
            @ConfigProperty(name = "phone-auth.code.resend-after") Duration cooldown,
            Destinations destinations,
            Decisions decisions,
            CallerQuota quota,
            PhoneNumbers numbers,
            TestNumbers testNumbers,
            Clock clock) {
        this.adaptive = config.adaptive();
        this.rules = GuardRules.json(config, cooldown);
        this.destinations = destinations;
        this.decisions = decisions;
        this.quota = quota;
        this.numbers = numbers;
        this.testNumbers = testNumbers;
        this.clock = clock;
    }

    /**
     * Counts one text to the number against every limit, or fails and counts nothing. Test numbers get none, and so are
     * not counted.
     *
     * @return fails with {@code phone_number_not_allowed} or {@code too_many_requests}
     */
    public Step<Admission> admission(PhoneNumber number, Network network) {
        return testNumbers.has(number)
                ? Step.known(Admission.ofTestNumber(number, network))
                : admissionOfReal(number, network);
    }

    private Step<Admission> admissionOfReal(PhoneNumber number, Network network) {
        Subjects subjects = subjects(number);
        destinations.check(subjects);
        String id = CountedId.next();
        return decision(id, subjects, network)
                .invoke(verdict -> decisions.report(verdict, subjects))
                .invoke(quota::tell)
                .invoke(Verdict::refuseUnlessAdmission)
                .map(verdict -> new Admission(id, number, network));
    }

    /**
     * Counts a warning to the number against the budgets. None of them holds it back, nor does the cooldown: a stranger
     * could use them up beforehand, and the number would not be warned of him.
     *
     * @return fails with {@code phone_number_not_allowed}
     */
    public Step<Void> warning(PhoneNumber number, Network network) {
        return testNumbers.has(number) ? Step.nothing() : warningOfReal(subjects(number), network);
    }

    /** Fails when it is run, not sooner: what comes before it in one step is done. */
    private Step<Void> warningOfReal(Subjects subjects, Network network) {
        return countMore(subjects, network, CountedId.next(), 1).invoke(counted -> destinations.check(subjects));
    }

    /** A text was accepted, and so many in all may be on their way: beyond the one admitted they count too. */
    public Step<Void> sent(Admission admission, int texts) {
        return texts > 1 ? countMore(admission, texts - 1) : Step.nothing();
    }

    /** No text was accepted; but so many may be on their way, and count. The number may ask again at once. */
    public Step<Void> notSent(Admission admission, int uncertain) {
        return uncertain == 0 ? giveBack(admission) : endCooldown(admission).then(sent(admission, uncertain));
    }

    /** The gateway refused for good: neither the person nor the budgets pay for a text that never went out. */
    Step<Void> giveBack(Admission admission) {
        return Step.of(GIVE_BACK, subjects(admission.number()).counted(admission.network()), admission.id())
                .replaceWithVoid();
    }

    /** The text may have gone out: it stays counted, but the number may ask again at once. */
    Step<Void> endCooldown(Admission admission) {
        return Step.of(GIVE_BACK, List.of(subjects(admission.number()).cooldown()), admission.id())
                .replaceWithVoid();
    }

    private Step<Void> countMore(Admission admission, int texts) {
        return countMore(subjects(admission.number()), admission.network(), admission.id(), texts);
    }

    private Step<Void> countMore(Subjects subjects, Network network, String id, int texts) {
        return Step.of(COUNT_MORE, subjects.budgeted(network), clock.millis(), id, texts)
                .replaceWithVoid();
    }

    /** A code came back: ends the cooldown of the number and speaks for its circles. */
    public Step<Void> redeemed(PhoneNumber number) {
        return Step.of(REDEEMED, subjects(number).redemption(), GuardRules.DAY.toMillis())
                .replaceWithVoid();
    }

    /** One text more, counted under this id if it may go out. */
    Step<Verdict> decision(String id, Subjects subjects, Network network) {
        return Step.of(ADMIT, subjects.admission(network), clock.millis(), id, rules)
                .map(answer -> Verdict.of(answer, subjects));
    }

    Subjects subjects(PhoneNumber number) {
        return Subjects.of(number, numbers.country(number), adaptive.prefixDigits());
    }
}
