import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** A run of a scenario: its honest users, its attacker, the service that both meet, and what is counted. */
final class World {
    private static final double HONEST_PER_HOUR = 20;

    final Simulation simulation;
    final Gateway gateway;
    final Client client;
    final Tally tally;
    final long seed;
    final Random random;
    final Phones phones;
    final People people;
    final double rate;
    final Duration duration;
    /** Called with the number after each SMS to an honest user, and the answer that told of it. */
    Consumer<Sent> onSent = sent -> {};
    private final boolean attackersSolve;
    private final Instant start;
    private final Honest honest;

    /** An SMS to an honest user. */
    record Sent(String number, Answer answer) {}

    /** What stays the same in all runs. */
    record Setting(Simulation simulation, Gateway gateway, long seed, boolean attackersSolve) {}

    World(Setting setting, Client client, Tally tally, double rate, Duration duration) {
        this.simulation = setting.simulation();
        this.gateway = setting.gateway();
        this.seed = setting.seed();
        this.attackersSolve = setting.attackersSolve();
        this.client = client;
        this.tally = tally;
        this.rate = rate;
        this.duration = duration;
        random = new Random(seed + 1);
        phones = new Phones(random);
        people = new People(new Random(seed));
        start = simulation.instant();
        honest = new Honest(this, new Random(seed + 2));
    }

    double hours() {
        return duration.toSeconds() / 3600.0;
    }

    Duration now() {
        return Duration.between(start, simulation.instant());
    }

    void at(Duration sinceStart, Runnable action) {
        simulation.at(start.plus(sinceStart), action);
    }

    void after(Duration delay, Runnable action) {
        simulation.after(delay, action);
    }

    void afterSeconds(double seconds, Runnable action) {
        after(Duration.ofMillis(Math.round(seconds * 1000)), action);
    }

    /** At random times until the end of the scenario, so many an hour on average. */
    void often(Duration from, double perHour, Runnable action) {
        if (perHour > 0) {
            Duration next = from.plusMillis(Math.round(-Math.log(1 - random.nextDouble()) / perHour * 3_600_000));
            if (next.compareTo(duration) < 0) {
                at(next, () -> {
                    action.run();
                    often(next, perHour, action);
                });
            }
        }
    }

    /** The usual honest users, from the beginning to the end. */
    void usualPeople() {
        arrive(people.arriving(Duration.ZERO, duration, HONEST_PER_HOUR / 3600));
    }

    /** As many, all of one country. */
    void peopleOf(String country) {
        arrive(people.of(country, duration, HONEST_PER_HOUR / 3600));
    }

    void arrive(List<People.Person> persons) {
        persons.forEach(person -> at(person.arrival(), () -> honest.arrive(person)));
    }

    void count(Tally.Count count, int howMany) {
        tally.add(count, now(), howMany);
    }

    /** An attacker requests a code. */
    Answer attack(String number, String network) {
        int before = gateway.sent();
        count(Tally.Count.ATTACK_ASKED, 1);
        Answer answer = client.ask(number, network, null, null);
        if (answer.asksForProof()) {
            count(Tally.Count.ATTACK_PROOFS, 1);
            if (attackersSolve) {
                answer = client.ask(number, network, null, Proof.solve(answer));
            }
        }
        count(Tally.Count.ATTACK_SENT, gateway.sent() - before);
        countFailure(answer);
        return answer;
    }

    /** An honest user requests a code, with a proof if one is asked for. */
    Answer ask(String number, String network, String device) {
        count(Tally.Count.HONEST_ASKED, 1);
        Answer answer = client.ask(number, network, device, null);
        if (answer.asksForProof()) {
            count(Tally.Count.HONEST_PROOFS, 1);
            answer = client.ask(number, network, device, Proof.solve(answer));
            count(Tally.Count.LET_IN_BY_PROOF, answer.isOk() ? 1 : 0);
        }
        countFailure(answer);
        if (answer.isOk()) {
            onSent.accept(new Sent(number, answer));
        } else if (!answer.isFailure()) {
            tally.addRefusal(answer, now());
        }
        return answer;
    }

    /** An honest user enters the code of the newest SMS. */
    Answer redeem(String number, String code, String challenge, String network) {
        Answer answer = client.redeem(number, code, challenge, network);
        countFailure(answer);
        if (answer.isOk()) {
            count(Tally.Count.SIGNED_IN, 1);
            gateway.forget(number);
        }
        return answer;
    }

    /** An attacker enters a code that is wrong. */
    Answer guess(String number, String challenge, String network, int length) {
        String code = digits(length);
        boolean right = code.equals(gateway.codeSentTo(number, Duration.ofMinutes(10)));
        Answer answer = client.redeem(number, right ? digits(length) : code, challenge, network);
        countFailure(answer);
        return answer;
    }

    private String digits(int length) {
        StringBuilder digits = new StringBuilder();
        random.ints(length, 0, 10).forEach(digits::append);
        return digits.toString();
    }

    private void countFailure(Answer answer) {
        if (answer.isFailure()) {
            count(Tally.Count.FAILED, 1);
            System.out.println("  failed: " + answer.body());
        }
    }
}
