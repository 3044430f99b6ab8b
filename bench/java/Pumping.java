import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Toll fraud against the running service, in real time and with the settings of production: first honest users alone, as many
 * as come in some hours, then an attack beside them, with a conference in the middle of it. Fails unless after the first
 * minute of the attack 99 % of its SMS are never sent and fewer than 0.5 % of the honest requests are refused.
 */
public final class Pumping {
    private static final Duration CALM = Duration.ofSeconds(90);
    private static final Duration FIRST_MINUTE = Duration.ofMinutes(1);
    private static final Duration CONFERENCE_AFTER = Duration.ofMinutes(2);
    private static final Duration LAST_READERS = Duration.ofSeconds(75);
    private static final Duration RESEND = Duration.ofSeconds(61);
    private static final double CALM_PER_SECOND = 6;
    private static final double PEOPLE_PER_SECOND = 2;
    private static final double USUAL_SHOTS_PER_SECOND = 60;
    private static final double MUST_BE_STOPPED = 99;
    private static final double MAY_BE_REFUSED = 0.5;

    private final ScheduledExecutorService time = Executors.newScheduledThreadPool(2);
    private final AtomicInteger honestRequests = new AtomicInteger();
    private final AtomicInteger honestRefusals = new AtomicInteger();
    private final AtomicInteger signedIn = new AtomicInteger();
    private final Set<String> peopleRefused = ConcurrentHashMap.newKeySet();
    private final Map<Integer, Integer> attackAnswers = new ConcurrentHashMap<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final Duration attackEnd;
    private final List<People.Person> people;
    private final List<Attack.Shot> shots;

    private Pumping(long seed, Duration attack, double shotsPerSecond) {
        attackEnd = CALM.plus(attack);
        People crowd = new People(new Random(seed));
        people = Stream.of(
                        crowd.arriving(Duration.ZERO, CALM, CALM_PER_SECOND),
                        crowd.arriving(CALM, attackEnd, PEOPLE_PER_SECOND),
                        crowd.conference(CALM.plus(CONFERENCE_AFTER), 150, "NL"))
                .flatMap(List::stream)
                .toList();
        shots = Attack.shots(new Random(seed + 1), CALM, attackEnd, shotsPerSecond);
    }

    public static void main(String[] arguments) throws Exception {
        long seed = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1;
        Duration attack = Duration.ofMinutes(arguments.length > 1 ? Long.parseLong(arguments[1]) : 6);
        double rate = arguments.length > 2 ? Double.parseDouble(arguments[2]) : USUAL_SHOTS_PER_SECOND;
        Pumping pumping = new Pumping(seed, attack, rate);
        try (Gateway gateway = new Gateway();
                BenchedService service = new BenchedService(gateway, Map.of())) {
            System.exit(pumping.run(seed, gateway, new Client(service)) ? 0 : 1);
        }
    }

    private boolean run(long seed, Gateway gateway, Client client) throws InterruptedException {
        System.out.printf(
                "Seed %d: %d honest users; an attack of %d requests after %d s, for %d s ...%n",
                seed, people.size(), shots.size(), CALM.toSeconds(), attackEnd.minus(CALM).toSeconds());
        long start = System.nanoTime();
        people.forEach(person -> after(person.arrival(), () -> arrive(person, gateway, client)));
        shots.forEach(shot -> after(shot.time(), () -> client.requestCode(shot.number(), shot.network())
                .whenComplete(this::countAttackAnswer)));
        Thread.sleep(attackEnd.plus(LAST_READERS).toMillis());
        time.shutdownNow();
        return report(start, gateway.texts());
    }

    private void countAttackAnswer(HttpResponse<String> answer, Throwable failure) {
        if (failure == null && answer.statusCode() < 500) {
            attackAnswers.merge(answer.statusCode(), 1, Integer::sum);
        } else {
            countFailure(answer, failure);
        }
    }

    /** A failure of the service or of the bench, not a refusal by the guard. */
    private void countFailure(HttpResponse<String> answer, Throwable failure) {
        failures.incrementAndGet();
        System.out.println("  failed: " + (failure == null ? answer.body() : failure));
    }

    private void arrive(People.Person person, Gateway gateway, Client client) {
        requestCode(person, client, () -> {
            switch (person.habit()) {
                case REDEEMS -> after(person.reading(), () -> redeem(person, gateway, client));
                case ASKS_AGAIN -> after(RESEND, () -> requestCode(person, client, () ->
                        after(person.reading(), () -> redeem(person, gateway, client))));
                case GIVES_UP -> {}
            }
        });
    }

    private void requestCode(People.Person person, Client client, Runnable onceSent) {
        honestRequests.incrementAndGet();
        client.requestCode(person.number(), person.network()).whenComplete((answer, failure) -> {
            if (failure != null || answer.statusCode() >= 500) {
                countFailure(answer, failure);
            } else if (answer.statusCode() == 200) {
                onceSent.run();
            } else {
                honestRefusals.incrementAndGet();
                peopleRefused.add(person.number());
                System.out.printf("  refused: %s from %s: %s%n", person.number(), person.network(), answer.body());
            }
        });
    }

    private void redeem(People.Person person, Gateway gateway, Client client) {
        client.redeem(person.number(), gateway.codeSentTo(person.number()), person.network())
                .whenComplete((answer, failure) -> {
                    if (failure == null && answer.statusCode() == 200) {
                        signedIn.incrementAndGet();
                        peopleRefused.remove(person.number());
                    } else {
                        countFailure(answer, failure);
                    }
                });
    }

    private void after(Duration delay, Runnable action) {
        if (!time.isShutdown()) {
            time.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private boolean report(long start, List<Gateway.Text> texts) {
        Set<String> attacked = shots.stream().map(Attack.Shot::number).collect(Collectors.toCollection(HashSet::new));
        people.forEach(person -> attacked.remove(person.number()));
        List<Gateway.Text> pumped = texts.stream().filter(text -> attacked.contains(text.to())).toList();
        long settled = CALM.plus(FIRST_MINUTE).toNanos();
        long askedLater = shots.stream().filter(shot -> shot.time().toNanos() >= settled).count();
        long sentLater = pumped.stream().filter(text -> text.time() - start >= settled).count();
        double stopped = 100.0 - 100.0 * sentLater / askedLater;
        double refused = 100.0 * honestRefusals.get() / honestRequests.get();
        System.out.printf(
                """

                | | SMS requested (a service without limits sends them) | SMS sent | never sent |
                |---|---|---|---|
                | attack, first minute | %d | %d | %.2f %% |
                | attack, after it | %d | %d | **%.2f %%** |

                | honest requests | refused | users | signed in | never signed in |
                |---|---|---|---|---|
                | %d | %d (**%.2f %%**) | %d | %d | %d |

                Answers to the attack: %s; requests that failed: %d
                """,
                shots.size() - askedLater,
                pumped.size() - sentLater,
                100.0 - 100.0 * (pumped.size() - sentLater) / (shots.size() - askedLater),
                askedLater,
                sentLater,
                stopped,
                honestRequests.get(),
                honestRefusals.get(),
                refused,
                people.size(),
                signedIn.get(),
                peopleRefused.size(),
                attackAnswers,
                failures.get());
        boolean holds = stopped >= MUST_BE_STOPPED && refused < MAY_BE_REFUSED && failures.get() == 0;
        System.out.println(holds ? "Within the limits." : "NOT WITHIN THE LIMITS.");
        return holds;
    }
}
