import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Toll fraud: SMS requested to ranges of numbers all over the world, each from an address of its own. */
final class Attack {
    private static final int PREFIXES = 390;

    /** One request. */
    record Shot(Duration time, String number, String network) {}

    private record Range(String prefix, String country) {}

    private Attack() {}

    static List<Shot> shots(Random random, Duration from, Duration until, double perSecond) {
        Phones phones = new Phones(random);
        List<Range> ranges = ranges(phones, random);
        List<Shot> shots = new ArrayList<>();
        for (Duration time = from; time.compareTo(until) < 0; time = time.plusNanos(Math.round(1e9 / perSecond))) {
            Range range = ranges.get(random.nextInt(PREFIXES));
            shots.add(new Shot(time, phones.numberIn(range.prefix(), range.country()), address(random)));
        }
        return shots;
    }

    private static List<Range> ranges(Phones phones, Random random) {
        List<String> countries = Phones.countries();
        List<Range> ranges = new ArrayList<>();
        while (ranges.size() < PREFIXES) {
            String country = countries.get(random.nextInt(countries.size()));
            Range range = new Range(phones.prefix(country), country);
            if (!ranges.contains(range)) {
                ranges.add(range);
            }
        }
        return ranges;
    }

    /** An IPv4 address anywhere. */
    static String address(Random random) {
        return "%d.%d.%d.%d"
                .formatted(11 + random.nextInt(80), random.nextInt(256), random.nextInt(256), random.nextInt(256));
    }
}
