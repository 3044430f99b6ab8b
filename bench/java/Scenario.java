import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A named attack, or a crowd that must not be taken for one. {@code unit} says what the rates mean; the scenario is run with each
 * of them. {@code play} schedules what happens, and returns the bounds, which are read at the end.
 */
record Scenario(
        String name,
        String unit,
        List<Double> rates,
        Duration duration,
        Duration period,
        Function<World, Supplier<List<Bound>>> play) {
    private static final Duration HOUR = Duration.ofHours(1);

    static final List<Scenario> ALL = List.of(
            new Scenario("fast-prefixes", "a second", List.of(60.0, 40.0, 10.0), Duration.ofMinutes(6), Duration.ofMinutes(1),
                    Pumpers::fastPrefixes),
            new Scenario("slow-address", "an hour", List.of(5.0, 20.0, 60.0, 120.0), HOUR.multipliedBy(36), HOUR,
                    world -> Pumpers.slowAddress(world, false)),
            new Scenario("slow-address-one-country", "an hour", List.of(20.0, 120.0), HOUR.multipliedBy(36), HOUR,
                    world -> Pumpers.slowAddress(world, true)),
            new Scenario("thousand-networks", "an hour each", List.of(2.0), HOUR.multipliedBy(24), HOUR,
                    Pumpers::thousandNetworks),
            new Scenario("redeeming-pumper", "an hour", List.of(600.0), HOUR.multipliedBy(24), HOUR,
                    Pumpers::redeemingPumper),
            new Scenario("one-number", "visits an hour", List.of(0.5, 6.0, 60.0), HOUR.multipliedBy(24), HOUR,
                    world -> Strangers.oneNumber(world, 1)),
            new Scenario("one-number-fifty-networks", "visits an hour", List.of(6.0, 60.0), HOUR.multipliedBy(24), HOUR,
                    world -> Strangers.oneNumber(world, 50)),
            new Scenario("guessers", "an hour each", List.of(20.0), HOUR.multipliedBy(24), HOUR,
                    Strangers::guessers),
            new Scenario("carrier", "attacks an hour", List.of(0.0), HOUR.multipliedBy(24), HOUR,
                    Crowds::carrier),
            new Scenario("conference", "people", List.of(150.0), HOUR.multipliedBy(2), HOUR,
                    Crowds::conference),
            new Scenario("hourly", "an hour", List.of(1.0), HOUR.multipliedBy(24), HOUR,
                    Crowds::hourly));

    static Scenario named(String name) {
        return ALL.stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such scenario: " + name));
    }
}
