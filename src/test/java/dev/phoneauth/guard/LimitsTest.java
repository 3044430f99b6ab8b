package dev.phoneauth.guard;

import dev.phoneauth.guard.LimitsModel.Answer;
import dev.phoneauth.guard.LimitsModel.Budget;
import dev.phoneauth.guard.LimitsModel.Of;
import dev.phoneauth.guard.LimitsModel.Text;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Cooldown and budgets, in Redis and in one step, are to the millisecond what a plain list of all texts says. */
@QuarkusTest
class LimitsTest {
    private static final int STEPS = 1_500;
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();

    /** Two prefixes in Russia, one in Germany. */
    private static final List<String> NUMBERS =
            List.of("+79261234501", "+79261234502", "+79261234503", "+79031234504", "+4915112345605");

    private static final List<String> NETWORKS = List.of("192.0.2.1", "192.0.2.2", "2001:db8:0:1::/64");

    private static final List<Duration> PAUSES = List.of(
            Duration.ZERO,
            Duration.ofMillis(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(59),
            Duration.ofSeconds(60),
            Duration.ofMinutes(7),
            Duration.ofMinutes(31),
            Duration.ofHours(1),
            Duration.ofHours(5));

    private static final List<Budget> BUDGETS = List.of(
            new Budget("number", Text::number, 4, HOUR, Of.UNREDEEMED),
            new Budget("number", Text::number, 6, DAY, Of.UNREDEEMED),
            new Budget("number", text -> text.number() + text.network(), 2, HOUR, Of.UNREDEEMED),
            new Budget("number", text -> text.number() + text.network(), 3, DAY, Of.UNREDEEMED),
            new Budget("number", Text::number, 10, HOUR, Of.REDEEMED),
            new Budget("number", Text::number, 40, DAY, Of.REDEEMED),
            new Budget("network", Text::network, 5, HOUR, Of.UNREDEEMED),
            new Budget("network", Text::network, 3, DAY, Of.UNREDEEMED),
            new Budget("prefix", text -> text.number().substring(1, 8), 9, DAY, Of.ALL),
            new Budget("country", text -> text.number().substring(1, 2), 30, DAY, Of.ALL),
            new Budget("service", text -> "service", 40, DAY, Of.ALL));

    private final LimitsModel model = new LimitsModel(BUDGETS);
    private final List<SendDecision> sent = new ArrayList<>();
    private Duration lastDelay = Duration.ZERO;
    private final TestGuard guard = new TestGuard(Map.of(
            "number-per-hour", "4",
            "number-per-day", "6",
            "network-per-hour", "5",
            "prefix-per-day", "9",
            "country-per-day", "30",
            "per-day", "40",
            "client-proof", "never",
            "adaptive.mode", "observe"));

    @AfterEach
    void forget() {
        guard.forgetEverything();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyDecision_isTheModels(long seed) {
        RandomGenerator random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            guard.advance(pause(random));
            switch (random.nextInt(10)) {
                case 0 -> refund(random);
                case 1 -> endCooldown(random);
                case 2 -> redeem(oneOf(NUMBERS, random));
                default -> send(seed + "/" + step, random);
            }
        }
    }

    /** Often until just before, or just when, the last one refused may be sent. */
    private Duration pause(RandomGenerator random) {
        return switch (random.nextInt(6)) {
            case 0 -> lastDelay;
            case 1 -> lastDelay.isZero() ? Duration.ZERO : lastDelay.minusMillis(1);
            default -> oneOf(PAUSES, random);
        };
    }

    private void send(String id, RandomGenerator random) {
        Text text = new Text(id, oneOf(NUMBERS, random), oneOf(NETWORKS, random), guard.now());
        SendDecision decision = guard.decide(id, text.number(), text.network());
        Answer expected = model.send(text);
        assertEquals(expected, answer(decision), () -> "at step " + id);
        lastDelay = decision.delay();
        if (decision.isAdmitted()) {
            sent.add(decision);
        }
    }

    private void refund(RandomGenerator random) {
        if (!sent.isEmpty()) {
            SendDecision text = oneOf(sent, random);
            guard.refund(text);
            model.refund(text.text().id());
            sent.remove(text);
        }
    }

    private void endCooldown(RandomGenerator random) {
        if (!sent.isEmpty()) {
            SendDecision text = oneOf(sent, random);
            guard.endCooldown(text);
            model.endCooldown(text.text().id());
        }
    }

    private void redeem(String number) {
        List<SendDecision> redeemed = sent.stream()
                .filter(decision -> decision.text().number().e164().equals(number))
                .toList();
        sent.removeAll(redeemed);
        List<String> texts =
                redeemed.stream().map(decision -> decision.text().id()).toList();
        guard.redeemed(number, texts.toArray(String[]::new));
        model.redeemed(number, texts);
    }

    private static Answer answer(SendDecision decision) {
        return new Answer(
                Optional.of(decision.reason())
                        .filter(reason -> decision.decision().equals("limited")),
                decision.delay().toMillis());
    }

    private static <T> T oneOf(List<T> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }
}
