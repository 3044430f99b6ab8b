import java.nio.file.Files;
import java.nio.file.Path;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Runs scenarios against services; bench/attacks starts it. */
public final class Attacks {
    /** A service, with the port of its Redis. */
    private record Service(String name, int port, int redisPort) {
        static Service parse(String text) {
            String[] parts = text.split(",");
            return new Service(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        }
    }

    /** What a run showed. */
    record Result(Scenario scenario, double rate, String service, Tally tally, List<Bound> bounds, long seconds) {
        boolean holds() {
            return bounds.stream().allMatch(Bound::holds) && tally.total(Tally.Count.FAILED) == 0;
        }

        String title() {
            return "%s, %s %s".formatted(scenario.name(), number(rate), scenario.unit());
        }
    }

    private final List<Service> services = new ArrayList<>();
    private final List<Scenario> scenarios = new ArrayList<>();
    private int gatewayPort;
    private Path clock;
    private Path svg;
    private long seed = 1;
    private Double rate;
    private Double hours;
    private boolean solving;

    private Attacks(String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--service" -> services.add(Service.parse(arguments[++i]));
                case "--gateway" -> gatewayPort = Integer.parseInt(arguments[++i]);
                case "--clock" -> clock = Path.of(arguments[++i]);
                case "--svg" -> svg = Path.of(arguments[++i]);
                case "--seed" -> seed = Long.parseLong(arguments[++i]);
                case "--rate" -> rate = Double.valueOf(arguments[++i]);
                case "--hours" -> hours = Double.valueOf(arguments[++i]);
                case "--solving" -> solving = true;
                default -> scenarios.add(Scenario.named(arguments[i]));
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        System.exit(new Attacks(arguments).run() ? 0 : 1);
    }

    private boolean run() throws Exception {
        Simulation simulation = new Simulation(clock);
        List<Result> results = new ArrayList<>();
        try (Gateway gateway = new Gateway(gatewayPort, simulation)) {
            World.Setting setting = new World.Setting(simulation, gateway, seed, solving);
            for (Scenario scenario : scenarios) {
                for (double each : rate == null ? scenario.rates() : List.of(rate)) {
                    for (Service service : services) {
                        results.add(run(setting, scenario, each, service));
                        print(results.get(results.size() - 1));
                    }
                }
            }
        }
        summary(results);
        if (svg != null) {
            Files.writeString(svg, Picture.of(results));
        }
        return results.stream()
                .filter(result -> result.service().equals(services.get(0).name()))
                .allMatch(Result::holds);
    }

    private Result run(World.Setting setting, Scenario scenario, double rate, Service service) throws Exception {
        long began = System.nanoTime();
        Redis.forgetAll(service.redisPort());
        Duration duration = hours == null ? scenario.duration() : Duration.ofSeconds(Math.round(hours * 3600));
        Client client = new Client(URI.create("http://localhost:" + service.port()));
        World world = new World(setting, client, new Tally(scenario.period()), rate, duration);
        Supplier<List<Bound>> bounds = scenario.play().apply(world);
        setting.simulation().run();
        setting.simulation().rest();
        return new Result(
                scenario, rate, service.name(), world.tally, bounds.get(), (System.nanoTime() - began) / 1_000_000_000);
    }

    private static void print(Result result) {
        String unit = result.tally().period().equals(Duration.ofHours(1)) ? "hour" : "minute";
        List<Tally.Count> counts = Arrays.stream(Tally.Count.values())
                .filter(count -> result.tally().total(count) > 0)
                .toList();
        System.out.printf("%n## %s: %s (%d s)%n%n", result.title(), result.service(), result.seconds());
        row(unit, counts.stream().map(count -> count.title).toList());
        row("---:", counts.stream().map(count -> "---:").toList());
        int periods = result.tally().byPeriod(Tally.Count.HONEST_ASKED).length;
        for (int i = 0; i < periods; i++) {
            int period = i;
            row(Integer.toString(i + 1), counts.stream()
                    .map(count -> Integer.toString(result.tally().byPeriod(count)[period]))
                    .toList());
        }
        row("all", counts.stream().map(count -> Integer.toString(result.tally().total(count))).toList());
        System.out.printf("%nHonest requests refused: %s%n", result.tally().refusals());
        result.bounds().forEach(System.out::println);
    }

    private static void summary(List<Result> results) {
        System.out.printf("%n## Summary%n%n");
        row("scenario", List.of("service", "SMS of the attack", "of asked", "honest requests", "refused", "asked for a proof",
                "let in by it", "bounds"));
        row("---", List.of("---", "---:", "---:", "---:", "---:", "---:", "---:", "---"));
        for (Result result : results) {
            List<String> cells = new ArrayList<>(List.of(result.service()));
            for (Tally.Count count : List.of(Tally.Count.ATTACK_SENT, Tally.Count.ATTACK_ASKED, Tally.Count.HONEST_ASKED,
                    Tally.Count.REFUSED, Tally.Count.HONEST_PROOFS, Tally.Count.LET_IN_BY_PROOF)) {
                cells.add(Integer.toString(result.tally().total(count)));
            }
            cells.add(result.bounds().stream().map(Bound::toString).collect(Collectors.joining("; ")));
            row(result.title(), cells);
        }
    }

    private static void row(String first, List<String> others) {
        System.out.println("| " + first + " | " + String.join(" | ", others) + " |");
    }

    static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
