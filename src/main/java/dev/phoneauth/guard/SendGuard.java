package dev.phoneauth.guard;

import dev.phoneauth.guard.TextRequest.Kind;
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
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Decides in one Redis script whether a text may be sent, and counts it if so. Redis runs one script after the other, so
 * that limits are exact over parallel requests and replicas. Times are the replica's: a clock that is a second off makes a
 * window a second longer or shorter.
 */
@ApplicationScoped
public class SendGuard {
    private static final Script ADMIT = Script.named("window", "group", "guesses", "limits", "doubt", "admit");
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
     * {@code too_many_requests}, or says that it is {@linkplain SendDecision#isDoubted doubted}. A test number gets no text,
     * so it is admitted without limits.
     */
    public Uni<SendDecision> admit(TextRequest text) {
        return testNumbers.has(text.number())
                ? Uni.createFrom().item(SendDecision.withoutLimits(text))
                : Uni.createFrom()
                        .item(text.number())
                        .invoke(this::check)
                        .chain(() -> decide(text))
                        .call(log::report)
                        .invoke(headers::tellTexts)
                        .invoke(SendDecision::refuseIfLimited);
    }

    /** Whether each request for a text to the number needs a client proof. */
    public boolean requiresProof(PhoneNumber number) {
        return config.clientProof().equals("always") && !testNumbers.has(number);
    }

    /**
     * Counts a notice as a text is counted, or fails with {@code phone_number_not_allowed}. No limit refuses it: otherwise
     * a stranger could use up the limits beforehand, and the number's owner would not be warned.
     */
    public Uni<Void> admitNotice(PhoneNumber number, Network network) {
        return Uni.createFrom()
                .item(number)
                .invoke(this::check)
                .chain(() -> charge(new TextRequest(number, network, Kind.PLAIN, GuardKeys.newId()), 1));
    }

    /** Counts the texts that may have been sent beyond the one admitted: a sender that failed may have sent its text. */
    public Uni<Void> charge(SendDecision admitted, int sent) {
        return sent > 1
                ? Outage.bestEffort(charge(admitted.text(), sent - 1))
                : Uni.createFrom().voidItem();
    }

    /** Ends the cooldown, since no sender accepted the text; the uncertain ones, which may have been sent, count. */
    public Uni<Void> refund(SendDecision admitted, int uncertain) {
        TextRequest text = admitted.text();
        return Outage.bestEffort(redis.run(REFUND, GuardKeys.refund(text), text.id(), uncertain))
                .chain(() -> charge(admitted, uncertain));
    }

    /**
     * Records that the code was redeemed that these texts brought: they no longer count against the number and the network
     * that requested them, and the cooldown ends.
     */
    public Uni<Void> redeemed(PhoneNumber number, List<String> texts) {
        return redis.run(REDEMPTION, GuardKeys.redemption(number, texts), texts.toArray())
                .replaceWithVoid();
    }

    /** @throws dev.phoneauth.problem.ProblemException {@code phone_number_not_allowed} */
    void check(PhoneNumber number) {
        Optional<String> reason = destinations.deniedBy(number);
        reason.ifPresent(setting -> log.report("not_allowed", number, setting, "setting"));
        Problem.PHONE_NUMBER_NOT_ALLOWED.unless(reason.isEmpty());
    }

    Uni<SendDecision> decide(TextRequest text) {
        return redis.run(ADMIT, GuardKeys.admission(text, clock.instant()), arguments(text))
                .map(answer -> SendDecision.of(answer, text));
    }

    private Object[] arguments(TextRequest text) {
        return new Object[] {
            clock.millis(),
            text.id(),
            text.kind().word(),
            text.network().name(),
            cooldown.toMillis(),
            config.mode(),
            config.clientProof().equals("never") ? "never" : "ask",
            config.minShare(),
            config.numberPerHour(),
            config.numberPerDay(),
            config.numberPerHourAndNetwork(),
            config.numberPerDayAndNetwork(),
            config.networkPerHour(),
            config.networkPerDay(),
            config.prefixPerDay(),
            config.countryPerDay(),
            config.perDay()
        };
    }

    private Uni<Void> charge(TextRequest text, int texts) {
        return redis.run(CHARGE, GuardKeys.charge(text), clock.millis(), text.id(), texts)
                .replaceWithVoid();
    }
}
