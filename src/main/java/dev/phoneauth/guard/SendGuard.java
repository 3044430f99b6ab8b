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
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Decides, in one round trip to Redis, whether a text may go out, and counts it if so. */
@ApplicationScoped
public class SendGuard {
    private static final Script ADMIT = Script.named("admit");
    private static final Script GIVE_BACK = Script.named("giveback");
    private static final Script REDEEMED = Script.named("redeemed");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    /** Without a text for that long, a number's cooldown starts again at its shortest. */
    private static final Duration COOLDOWN_GROWTH_REMEMBERED = HOUR;

    private final Destinations destinations;
    private final Verdicts verdicts;
    private final PhoneNumbers numbers;
    private final RedisStore redis;
    private final Clock clock;
    private final int prefixDigits;
    private final long window;
    private final List<Object> settings;

    SendGuard(
            GuardConfig config,
            @ConfigProperty(name = "phone-auth.code.resend-after") Duration cooldown,
            Destinations destinations,
            Verdicts verdicts,
            PhoneNumbers numbers,
            RedisStore redis,
            Clock clock) {
        this.destinations = destinations;
        this.verdicts = verdicts;
        this.numbers = numbers;
        this.redis = redis;
        this.clock = clock;
        this.prefixDigits = config.adaptive().prefixDigits();
        this.window = config.adaptive().window().toMillis();
        this.settings = settings(config, cooldown);
    }

    /**
     * Counts one text to the number against every limit, or fails and counts nothing.
     *
     * @return fails with {@code phone_number_not_allowed} or {@code too_many_requests}
     */
    public Uni<Admission> admit(PhoneNumber number, Network network) {
        destinations.check(number);
        Subjects subjects = subjects(number);
        String id = UUID.randomUUID().toString();
        Object[] arguments =
                Stream.concat(Stream.of(clock.millis(), id), settings.stream()).toArray();
        return redis.run(ADMIT, subjects.admission(network), arguments)
                .map(verdict -> verdicts.resendIn(subjects, verdict))
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

    /** A code came back: ends the cooldown of the number and speaks for its prefix. */
    public Uni<Void> redeemed(PhoneNumber number) {
        return redis.run(REDEEMED, subjects(number).redemption(), clock.millis(), window)
                .replaceWithVoid();
    }

    private Subjects subjects(PhoneNumber number) {
        return Subjects.of(number, numbers.country(number), prefixDigits);
    }

    /** What {@code admit.lua} calls ARGV 3 and onwards. */
    private static List<Object> settings(GuardConfig config, Duration cooldown) {
        GuardConfig.Adaptive adaptive = config.adaptive();
        List<Object> rules = List.of(
                cooldown.toMillis(),
                config.longestCooldown().toMillis(),
                COOLDOWN_GROWTH_REMEMBERED.toMillis(),
                adaptive.mode().name().toLowerCase(Locale.ROOT),
                adaptive.window().toMillis(),
                adaptive.ripeAfter().toMillis(),
                adaptive.closedFor().toMillis(),
                adaptive.probeEvery().toMillis(),
                adaptive.probesPerHour(),
                adaptive.enoughSends(),
                adaptive.enoughRedeemed(),
                adaptive.minShare());
        return Stream.concat(rules.stream(), budgets(config).flatMap(Budget::arguments))
                .toList();
    }

    private static Stream<Budget> budgets(GuardConfig config) {
        return Stream.of(
                new Budget(Subjects.NUMBER, config.numberPerHour(), HOUR),
                new Budget(Subjects.NUMBER, config.numberPerDay(), DAY),
                new Budget(Subjects.NETWORK, config.networkPerHour(), HOUR),
                new Budget(Subjects.PREFIX, config.prefixPerDay(), DAY),
                new Budget(Subjects.COUNTRY, config.countryPerDay(), DAY),
                new Budget(Subjects.SERVICE, config.perDay(), DAY));
    }

    /** At most so many texts by one key in any stretch of time as long as the window. */
    private record Budget(int key, int limit, Duration window) {
        Stream<Object> arguments() {
            return Stream.of(key, limit, window.toMillis());
        }
    }
}
