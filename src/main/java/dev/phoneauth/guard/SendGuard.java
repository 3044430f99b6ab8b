package dev.phoneauth.guard;

import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.phone.TestNumbers;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.redis.Redis;
import dev.phoneauth.redis.Script;
import dev.phoneauth.store.Outage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Decides in one Redis script whether a text may be sent, and counts it if so. Redis runs one script after the other, so
 * that limits are exact over parallel requests and replicas. Times are the replica's: a clock that is a second off makes a
 * window a second longer or shorter.
 */
@ApplicationScoped
public class SendGuard {
    private static final Script ADMIT = Script.named("window", "group", "admit");
    private static final Script REFUND = Script.named("refund");
    private static final Script CHARGE = Script.named("charge");
    private static final Script REDEMPTION = Script.named("window", "redemption");

    @Inject GuardConfig config;
    @Inject Destinations destinations;
    @Inject TestNumbers testNumbers;
    @Inject DecisionLog log;
    @Inject RateLimitHeaders headers;
    @Inject Redis redis;
    @Inject Clock clock;

    @ConfigProperty(name = "phone-auth.code.resend-after")
    Duration cooldown;

    /**
     * Counts one text against every limit, or counts nothing and fails with {@code phone_number_not_allowed} or
     * {@code too_many_requests}. A test number gets no text, so it is admitted without limits.
     */
    public Uni<SendDecision> admit(PhoneNumber number, Network network) {
        GuardKeys keys = new GuardKeys(number, network);
        return testNumbers.has(number)
                ? Uni.createFrom().item(SendDecision.withoutLimits(keys))
                : Uni.createFrom()
                        .item(number)
                        .invoke(this::check)
                        .chain(() -> decide(GuardKeys.newId(), keys))
                        .call(log::report)
                        .invoke(headers::tellTexts)
                        .invoke(SendDecision::refuseUnlessAdmitted);
    }

    /**
     * Counts a notice as a text is counted, or fails with {@code phone_number_not_allowed}. No limit refuses it: otherwise
     * a stranger could use up the limits beforehand, and the number's owner would not be warned.
     */
    public Uni<Void> admitNotice(PhoneNumber number, Network network) {
        return Uni.createFrom()
                .item(number)
                .invoke(this::check)
                .chain(() -> charge(new GuardKeys(number, network), GuardKeys.newId(), 1));
    }

    /** Counts the texts that may have been sent beyond the one admitted: a sender that failed may have sent its text. */
    public Uni<Void> charge(SendDecision text, int sent) {
        return sent > 1
                ? Outage.bestEffort(charge(text.keys(), text.id(), sent - 1))
                : Uni.createFrom().voidItem();
    }

    /** Ends the cooldown, since no sender accepted the text; the uncertain ones, which may have been sent, count. */
    public Uni<Void> refund(SendDecision text, int uncertain) {
        return Outage.bestEffort(redis.run(REFUND, text.keys().all(), text.id(), uncertain))
                .chain(() -> charge(text, uncertain));
    }

    /** Records that the code of the number's last text was redeemed, and ends the cooldown. */
    public Uni<Void> redeemed(PhoneNumber number) {
        return redis.run(REDEMPTION, GuardKeys.redemption(number)).replaceWithVoid();
    }

    /** @throws dev.phoneauth.problem.ProblemException {@code phone_number_not_allowed} */
    void check(PhoneNumber number) {
        Optional<String> reason = destinations.deniedBy(number);
        reason.ifPresent(setting -> log.report("not_allowed", number, setting));
        Problem.PHONE_NUMBER_NOT_ALLOWED.unless(reason.isEmpty());
    }

    Uni<SendDecision> decide(String id, GuardKeys keys) {
        return redis.run(
                        ADMIT,
                        keys.all(),
                        clock.millis(),
                        id,
                        cooldown.toMillis(),
                        config.numberPerHour(),
                        config.numberPerDay(),
                        config.networkPerHour(),
                        config.prefixPerDay(),
                        config.countryPerDay(),
                        config.perDay(),
                        config.mode(),
                        config.minShare())
                .map(answer -> SendDecision.of(answer, id, keys));
    }

    private Uni<Void> charge(GuardKeys keys, String id, int texts) {
        return redis.run(CHARGE, keys.all(), clock.millis(), id, texts).replaceWithVoid();
    }
}
