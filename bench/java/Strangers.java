import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Attackers who want into accounts, or to keep their owners out. */
final class Strangers {
    private static final int ACCOUNTS = 100_000;
    private static final int GUESSER_NETWORKS = 100;
    /** What the service allows a network; so often a network that sprays may guess. */
    private static final int GUESSES_PER_MINUTE = 300;
    private static final Duration GOOD_FOR = Duration.ofMinutes(5);

    private Strangers() {}

    /** A stranger visits a number from so many networks. One number's owner keeps the device, another's has a new one each time. */
    static Supplier<List<Bound>> oneNumber(World world, int networks) {
        Duration begin = Duration.ofHours(1);
        List<Owner> owners = List.of(
                new Owner(world, world.phones.number("DE"), "203.0.113.5", true),
                new Owner(world, world.phones.number("DE"), "203.0.113.9", false));
        List<Stranger> strangers = owners.stream().map(owner -> new Stranger(world, owner.number)).toList();
        for (int i = 0; i < owners.size(); i++) {
            Owner owner = owners.get(i);
            Stranger stranger = strangers.get(i);
            int network = i;
            world.at(Duration.ZERO, owner::signInOnce);
            world.often(begin, world.rate, () -> stranger.visit(
                    "198.18.%d.%d".formatted(world.random.nextInt(networks), network)));
            for (int hour = 1; hour <= world.duration.toHours(); hour++) {
                world.at(Duration.ofHours(hour).plusSeconds(world.random.nextInt(3000)), owner::trySigningIn);
            }
        }
        return () -> List.of(
                Bound.atLeast("owner got in with the device", owners.get(0).gotIn(), owners.get(0).tried()),
                Bound.atLeast("owner got in without", owners.get(1).gotIn(), Math.ceil(owners.get(1).tried() * 22 / 24.0)),
                Bound.atMost("SMS by the stranger", strangers.stream().mapToInt(Stranger::texts).max().orElse(0), 20));
    }

    /**
     * Many networks guess over many accounts: with challenges of their own, and without one against all accounts at the highest
     * speed; of these guesses, only those that meet a live code are simulated.
     */
    static Supplier<List<Bound>> guessers(World world) {
        Guesses guesses = new Guesses(world);
        List<String> networks = Stream.generate(() -> Attack.address(world.random)).limit(GUESSER_NETWORKS).toList();
        Supplier<String> anyNetwork = () -> networks.get(world.random.nextInt(GUESSER_NETWORKS));
        double perSecond = GUESSER_NETWORKS * GUESSES_PER_MINUTE / 60.0 / ACCOUNTS;
        // Each account signs in again when its session is 90 days old.
        world.arrive(world.people.arriving(Duration.ZERO, world.duration, ACCOUNTS / 90.0 / 86_400));
        world.onSent = sent -> {
            for (double delay = 0; delay < GOOD_FOR.toSeconds(); ) {
                delay += -Math.log(1 - world.random.nextDouble()) / perSecond;
                world.afterSeconds(delay, () -> guesses.spray(sent, anyNetwork.get()));
            }
        };
        world.often(Duration.ZERO, world.rate * GUESSER_NETWORKS, () -> {
            String number = new Phones(new Random(world.seed * ACCOUNTS + world.random.nextInt(ACCOUNTS))).number("DE");
            String network = anyNetwork.get();
            Answer answer = world.attack(number, network);
            if (answer.isOk()) {
                guesses.withChallenge(number, answer, network);
            }
        });
        return () -> List.of(Bound.atMost(
                "chance to get into any account in a day, %", guesses.chance() * 100 * 24 / Math.max(24, world.hours()), 0.1));
    }

    /** Counts every guess that may have been compared: five of each challenge, five of a network without one, 20 of a code. */
    private static final class Guesses {
        private static final int EACH = 5;
        private static final int OF_A_CODE = 20;

        private final World world;
        private final Map<String, Integer> guesses = new HashMap<>();
        private double chance;

        Guesses(World world) {
            this.world = world;
        }

        double chance() {
            return chance;
        }

        void withChallenge(String number, Answer asked, String network) {
            for (int i = 0; i < EACH; i++) {
                guess(number, asked.text("challenge_id"), network, asked.number("code_length", 6));
            }
        }

        void spray(World.Sent sent, String network) {
            String code = world.gateway.codeSentTo(sent.number(), GOOD_FOR);
            if (code != null && guesses.merge(sent.number() + code + network, 1, Integer::sum) <= EACH) {
                guess(sent.number(), null, network, code.length());
            }
        }

        private void guess(String number, String challenge, String network, int length) {
            String code = world.gateway.codeSentTo(number, GOOD_FOR);
            Answer answer = world.guess(number, challenge, network, length);
            if (answer.status() == 403 && guesses.merge(number + code, 1, Integer::sum) <= OF_A_CODE) {
                chance += Math.pow(10, -length);
            }
        }
    }
}
