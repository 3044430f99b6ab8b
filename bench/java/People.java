import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Honest users: their countries, their networks, and how fast they type a code. */
final class People {
    /** The shares of the countries in percent; one user in three hundred comes from another country. */
    private static final Map<String, Integer> SHARES = Map.of(
            "DE", 25, "GB", 15, "FR", 12, "PL", 10, "IN", 10, "BR", 8, "ES", 7, "IT", 6, "TR", 5, "NL", 2);

    private static final int NEWCOMERS = 300;
    private static final double BY_CARRIER = 0.6;
    private static final int CARRIER_ADDRESSES = 4;
    private static final double MEDIAN_READING_SECONDS = 12;
    private static final Duration LONGEST_READING = Duration.ofMinutes(4);

    /** What a user does: most type the code; some get no SMS and request another; the others give up. */
    enum Habit {
        REDEEMS,
        ASKS_AGAIN,
        GIVES_UP
    }

    /** A user who signs in. {@code reading} is how long they take to type the code. */
    record Person(Duration arrival, String number, String network, Habit habit, Duration reading) {}

    private final Random random;
    private final Phones phones;
    private final List<String> countries = new ArrayList<>();
    private final List<String> abroad;

    People(Random random) {
        this.random = random;
        this.phones = new Phones(random);
        SHARES.keySet().stream()
                .sorted()
                .forEach(country -> countries.addAll(java.util.Collections.nCopies(SHARES.get(country), country)));
        abroad = Phones.countries().stream()
                .filter(country -> !SHARES.containsKey(country))
                .toList();
    }

    /** Users who arrive at random times, so many a second on average. */
    List<Person> arriving(Duration from, Duration until, double perSecond) {
        List<Person> people = new ArrayList<>();
        Duration arrival = from;
        while (true) {
            arrival = arrival.plusMillis(Math.round(-Math.log(1 - random.nextDouble()) / perSecond * 1000));
            if (arrival.compareTo(until) > 0) {
                return people;
            }
            String country = country();
            people.add(person(arrival, country, network(country)));
        }
    }

    /** Users of one country behind one address, who arrive at random times, so many a second on average. */
    List<Person> behind(String network, String country, Duration until, double perSecond) {
        return arriving(Duration.ZERO, until, perSecond).stream()
                .map(person -> person(person.arrival(), country, network))
                .toList();
    }

    /** Users of one country who arrive at random times, so many a second on average. */
    List<Person> of(String country, Duration until, double perSecond) {
        return arriving(Duration.ZERO, until, perSecond).stream()
                .map(person -> person(person.arrival(), country, network(country)))
                .toList();
    }

    /** Users of one country who arrive within a minute, two thirds of them behind the one address of a wifi. */
    List<Person> conference(Duration from, int attendants, String country) {
        List<Person> people = new ArrayList<>();
        for (int i = 0; i < attendants; i++) {
            Duration arrival = from.plusMillis(random.nextInt(60_000));
            people.add(person(arrival, country, i % 3 == 0 ? network(country) : "198.51.100.77"));
        }
        return people;
    }

    private Person person(Duration arrival, String country, String network) {
        double luck = random.nextDouble();
        Habit habit = luck < 0.85 ? Habit.REDEEMS : luck < 0.93 ? Habit.ASKS_AGAIN : Habit.GIVES_UP;
        double seconds = MEDIAN_READING_SECONDS * Math.exp(0.6 * random.nextGaussian());
        Duration reading = Duration.ofMillis(Math.round(Math.min(seconds, LONGEST_READING.toSeconds()) * 1000));
        return new Person(arrival, phones.number(country), network, habit, reading);
    }

    private String country() {
        return random.nextInt(NEWCOMERS) == 0
                ? abroad.get(random.nextInt(abroad.size()))
                : countries.get(random.nextInt(countries.size()));
    }

    /** Most phones share one of the few addresses of their carrier; the others are in a home network of their own. */
    private String network(String country) {
        if (random.nextDouble() < BY_CARRIER) {
            return "100.%d.%d.%d"
                    .formatted(64 + country.charAt(0) % 64, (int) country.charAt(1), random.nextInt(CARRIER_ADDRESSES));
        }
        return random.nextBoolean()
                ? "2001:db8:%x:%x::1".formatted(random.nextInt(0x10000), random.nextInt(0x10000))
                : "203.%d.%d.%d".formatted(random.nextInt(256), random.nextInt(256), random.nextInt(256));
    }
}
