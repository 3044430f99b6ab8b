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
    /** How all keys of the guard begin. They share one hash tag, since one script reads them all. */
    static final List<String> KEYS = List.of(Redis.PREFIX + "{guard}:");

    private static final Script ADMIT =
            Script.named("keys", "window", "text", "group", "guessing", "limits", "doubt", "admit");
    private static final Script REFUND = Script.named("keys", "window", "text", "refund");
    private static final Script CHARGE = Script.named("keys", "window", "text", "charge");

    @Inject GuardConfig config;
    @Inject Destinations destinations;
    @Inject TestNumbers testNumbers;
    @Inject AttemptLimits attempts;
    @Inject DecisionLog log;
    @Inject RateLimitHeaders headers;
    @Inject Redis redis;
    @Inject Clock clock;

    @ConfigProperty(name = "phone-auth.code.resend-after")
    Duration cooldown;

    /**
     * Counts one text against every limit, or counts nothing and fails with {@code phone_number_not_allowed} or
     * {@code too_many_requests}, or says that it is {@linkplain SendDecision#isDoubted doubted}. A test number gets no text:
     * a request for its code counts as an attempt of the network.
     */
    public Uni<SendDecision> admit(TextRequest text) {
        return testNumbers.has(text.number())
                ? attempts.admit(text.network()).map(admitted -> SendDecision.ofTestNumber(text))
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
     * Counts a notice as a text, or fails with {@code phone_number_not_allowed}. No limit refuses it: otherwise
     * a stranger could use up the limits beforehand, and the number's owner would not be warned.
     */
    public Uni<Void> admitNotice(PhoneNumber number, Network network) {
        return Uni.createFrom()
                .item(number)
                .invoke(this::check)
                .chain(() -> charge(TextRequest.notice(number, network), 1));
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
        return Outage.bestEffort(redis.run(REFUND, KEYS, text.arguments(clock.instant(), uncertain)))
                .chain(() -> charge(admitted, uncertain));
    }

    /** @throws dev.phoneauth.problem.ProblemException {@code phone_number_not_allowed} */
    void check(PhoneNumber number) {
        Optional<String> reason = destinations.deniedBy(number);
        reason.ifPresent(setting -> log.report("not_allowed", number, setting, "setting"));
        Problem.PHONE_NUMBER_NOT_ALLOWED.unless(reason.isEmpty());
    }

    Uni<SendDecision> decide(TextRequest text) {
        Object[] arguments = text.arguments(
                clock.instant(),
                cooldown.toMillis(),
                config.numberPerHour(),
                config.numberPerDay(),
                config.numberPerHourAndNetwork(),
                config.numberPerDayAndNetwork(),
                config.networkPerHour(),
                config.networkPerDay(),
                config.prefixPerDay(),
                config.countryPerDay(),
                config.perDay(),
                config.mode(),
                config.clientProof().equals("never") ? "never" : "ask",
                config.minShare());
        return redis.runOrTakeBack(ADMIT, KEYS, late -> takeBack(SendDecision.of(late, text)), arguments)
                .map(answer -> SendDecision.of(answer, text));
    }

    private Uni<Void> takeBack(SendDecision late) {
        return late.isAdmitted() ? refund(late, 0) : Uni.createFrom().voidItem();
    }

    private Uni<Void> charge(TextRequest text, int texts) {
        return redis.run(CHARGE, KEYS, text.arguments(clock.instant(), texts)).replaceWithVoid();
    }
}
