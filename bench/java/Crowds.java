import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Honest users who could be taken for an attack. */
final class Crowds {
    private static final int CARRIER_PHONES = 5_000;

    private Crowds() {}

    /**
     * Thousands of phones behind one address of a carrier, each of which signs in every four days: more would need a higher
     * {@code country-per-day}. The rate is that of an attacker there.
     */
    static Supplier<List<Bound>> carrier(World world) {
        String address = "100.68.69.0";
        world.arrive(world.people.behind(address, "DE", world.duration, CARRIER_PHONES / (4 * 86_400.0)));
        world.often(Duration.ZERO, world.rate, () -> world.attack(world.phones.number("DE"), address));
        return () -> List.of(refused(world), asked(world));
    }

    /** People who arrive within a minute, most of them behind one wifi, beside the usual users. */
    static Supplier<List<Bound>> conference(World world) {
        world.usualPeople();
        world.arrive(world.people.conference(Duration.ofHours(1), (int) world.rate, "NL"));
        return () -> List.of(refused(world));
    }

    /** One person who signs in once an hour, or more often. */
    static Supplier<List<Bound>> hourly(World world) {
        Owner person = new Owner(world, world.phones.number("DE"), "203.0.113.5", false);
        Duration interval = Duration.ofMillis(Math.round(3_600_000 / world.rate));
        for (Duration time = Duration.ZERO; time.compareTo(world.duration) < 0; time = time.plus(interval)) {
            world.at(time.plusSeconds(world.random.nextInt(600)), person::trySigningIn);
        }
        return () -> List.of(refused(world), Bound.atLeast("signed in", person.gotIn(), person.tried()));
    }

    private static Bound refused(World world) {
        return Bound.atMost("honest requests refused", world.tally.total(Tally.Count.REFUSED), 0);
    }

    private static Bound asked(World world) {
        return Bound.atMost("honest requests asked for a proof", world.tally.total(Tally.Count.HONEST_PROOFS), 0);
    }
}
