import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Toll fraud: attackers who want many SMS sent. */
final class Pumpers {
    private static final String COUNTRY = "DE";

    private Pumpers() {}

    /** Many requests a second from changing addresses to 390 prefixes, after a calm minute, with a conference in the middle. */
    static Supplier<List<Bound>> fastPrefixes(World world) {
        Duration begin = Duration.ofMinutes(2);
        Duration end = begin.plus(world.duration);
        world.arrive(Stream.of(
                        world.people.arriving(Duration.ZERO, begin, 6),
                        world.people.arriving(begin, end, 2),
                        world.people.conference(begin.plusMinutes(2), 150, "NL"))
                .flatMap(List::stream)
                .toList());
        Attack.shots(world.random, begin, end, world.rate)
                .forEach(shot -> world.at(shot.time(), () -> world.attack(shot.number(), shot.network())));
        Duration later = begin.plusMinutes(1);
        return () -> {
            double asked = world.tally.since(Tally.Count.ATTACK_ASKED, later);
            double sent = world.tally.since(Tally.Count.ATTACK_SENT, later);
            return List.of(
                    Bound.atMost("% sent after the first minute", Tally.percent(sent, asked), 1),
                    Bound.below("% of honest requests refused", refused(world), 0.5));
        };
    }

    /** One address asks for random mobiles of one country; a fourth of the honest users, or all, have numbers of it as well. */
    static Supplier<List<Bound>> slowAddress(World world, boolean oneCountry) {
        if (oneCountry) {
            world.peopleOf(COUNTRY);
        } else {
            world.usualPeople();
        }
        world.often(Duration.ZERO, world.rate, () -> world.attack(world.phones.number(COUNTRY), "198.18.7.7"));
        Duration known = Duration.ofHours(6);
        return () -> {
            double days = Math.max(1, world.hours() - known.toHours()) / 24;
            return List.of(
                    Bound.atMost(
                            "SMS a day after six hours", world.tally.since(Tally.Count.ATTACK_SENT, known) / days, 30),
                    Bound.below(
                            "% of honest requests refused in the worst hour",
                            world.tally.worstShare(Tally.Count.REFUSED, Tally.Count.HONEST_ASKED),
                            0.5));
        };
    }

    /** A thousand networks all over the Internet, each of which asks for random mobiles of one country. */
    static Supplier<List<Bound>> thousandNetworks(World world) {
        List<String> networks = Stream.generate(() -> Attack.address(world.random)).limit(1000).toList();
        world.usualPeople();
        world.often(Duration.ZERO, world.rate * networks.size(), () -> world.attack(
                world.phones.number(COUNTRY), networks.get(world.random.nextInt(networks.size()))));
        Duration known = Duration.ofHours(2);
        return () -> {
            double asked = world.tally.since(Tally.Count.ATTACK_ASKED, known);
            double sent = world.tally.since(Tally.Count.ATTACK_SENT, known);
            return List.of(
                    Bound.atMost("% sent after two hours", Tally.percent(sent, asked), 5),
                    Bound.below("% of honest requests refused", refused(world), 1),
                    Bound.below(
                            "% of honest requests asked for a proof",
                            world.tally.share(Tally.Count.HONEST_PROOFS, Tally.Count.HONEST_ASKED),
                            5));
        };
    }

    /** Requests from changing addresses to 390 prefixes; three codes in ten are redeemed. */
    static Supplier<List<Bound>> redeemingPumper(World world) {
        Random luck = new Random(world.seed + 3);
        world.usualPeople();
        Attack.shots(world.random, Duration.ZERO, world.duration, world.rate / 3600)
                .forEach(shot -> world.at(shot.time(), () -> {
                    Answer answer = world.attack(shot.number(), shot.network());
                    if (answer.isOk() && luck.nextDouble() < 0.3) {
                        String code = world.gateway.codeSentTo(shot.number(), Duration.ZERO);
                        world.afterSeconds(20, () -> world.client.redeem(
                                shot.number(), code, answer.text("challenge_id"), shot.network()));
                    }
                }));
        return () -> List.of(Bound.below(
                "SMS a day", world.tally.total(Tally.Count.ATTACK_SENT) * 24 / Math.max(24, world.hours()), 5000));
    }

    private static double refused(World world) {
        return world.tally.share(Tally.Count.REFUSED, Tally.Count.HONEST_ASKED);
    }
}
