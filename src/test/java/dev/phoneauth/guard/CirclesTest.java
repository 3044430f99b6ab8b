package dev.phoneauth.guard;

import dev.phoneauth.guard.Verdict.Change;
import dev.phoneauth.guard.Verdict.Decision;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Where texts go out and nobody comes back, no more go out, by itself; where people come back, however many at once, nobody
 * is refused. With the settings of production, but for budgets so wide that the circles alone decide.
 */
@QuarkusTest
class CirclesTest {
    private static final Map<String, String> WIDE = Map.of(
            "network-per-hour", "1000000",
            "prefix-per-day", "1000000",
            "country-per-day", "1000000",
            "per-day", "1000000");

    private static final int YOUNG = 100;
    private static final int EXCUSED = 6;
    private static final int JUDGED = 50;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration RIPE = Duration.ofSeconds(45);
    private static final Duration PROBE_EVERY = Duration.ofMinutes(5);

    private final Random random = new Random(7);
    private TestGuard guard = new TestGuard(WIDE);
    private int next;

    @AfterEach
    void forget() {
        guard.forgetEverything();
    }

    @Test
    void attackOnPrefix_closesIt() {
        List<Verdict> verdicts = IntStream.range(0, 300)
                .mapToObj(second -> sendAfter(SECOND, "+7926123"))
                .toList();
        assertThat(admitted(verdicts), lessThanOrEqualTo(EXCUSED + RIPE.toSeconds() + 1));
        assertEquals(Decision.CLOSED, verdicts.get(299).decision());
        assertEquals(List.of(new Change("closed", "prefix:7926123")), changes(verdicts));
    }

    /** Nothing is ripe yet, but there are too many young ones. */
    @Test
    void attackOnManyPrefixesAtOnce_closesBeforeAnythingIsRipe() {
        List<Verdict> verdicts = IntStream.range(0, 10_000)
                .mapToObj(i -> send("+992%04d".formatted(i % 390)))
                .toList();
        assertThat(admitted(verdicts), lessThanOrEqualTo(YOUNG + EXCUSED + 1L));
    }

    /** Over a hundred prefixes of one operator: none of them is worth a closing by itself, so what they share is closed. */
    @Test
    void attackOnOperator_leavesItsKnownPrefixesOpen() {
        IntStream.range(0, 3).forEach(i -> signIn("+7926055"));
        IntStream.range(0, 300).forEach(i -> sendAfter(SECOND, "+79260%02d".formatted(i % 50)));
        assertEquals(Decision.CLOSED, send("+7926077").decision(), "a stranger's prefix");
        assertEquals(Decision.ADMITTED, send("+7926055").decision(), "a prefix that is known");
        assertEquals(Decision.ADMITTED, send("+7903555").decision(), "another operator");
        assertEquals(Decision.ADMITTED, send("+4915112").decision(), "another country");
    }

    /** Over all operators of a country. */
    @Test
    void attackOnCountry_leavesItsKnownOperatorsOpen() {
        IntStream.range(0, 3).forEach(i -> signIn("+7926055"));
        IntStream.range(0, 300).forEach(i -> sendAfter(SECOND, "+79%05d".formatted(i * 37)));
        assertEquals(Decision.CLOSED, send("+7999999").decision(), "a stranger's prefix");
        assertEquals(Decision.ADMITTED, send("+7926055").decision(), "a prefix that is known");
        assertEquals(Decision.ADMITTED, send("+7926077").decision(), "a neighbour of a prefix that is known");
        assertEquals(Decision.ADMITTED, send("+4915112").decision(), "another country");
    }

    /** A thousand good ones a day do not pay for as many bad ones. */
    @Test
    void goodName_coversAnAttackOnlyForAWhile() {
        IntStream.range(0, 300).forEach(i -> signInAfter(SECOND, "+7926123"));
        guard.advance(RIPE);
        List<Verdict> verdicts = IntStream.range(0, 1_000)
                .mapToObj(i -> sendAfter(Duration.ofMillis(100), "+7926123"))
                .toList();
        assertThat(admitted(verdicts), lessThanOrEqualTo((long) YOUNG + JUDGED));
        assertEquals(Decision.CLOSED, verdicts.get(999).decision());
    }

    /** A conference in a country where nobody has ever signed in: 300 people in a minute, half of them slow readers. */
    @Test
    void honestBurst_closesNothing() {
        assertEquals(0, refusedOfBurst(300, Duration.ofMillis(200), 0.8));
    }

    /** The same with poor delivery: only two in five ever type a code. */
    @Test
    void honestBurstWithPoorDelivery_closesNothing() {
        assertEquals(0, refusedOfBurst(300, Duration.ofSeconds(1), 0.4));
    }

    /** An advertisement on television looks like an attack for seconds; when the first codes come back, all is open. */
    @Test
    void honestCrowd_opensItsCircleByLateCodes() {
        List<String> crowd = IntStream.range(0, 400)
                .mapToObj(i -> number("+9725012"))
                .filter(number -> decide(number).isAdmission())
                .toList();
        assertThat(crowd.size(), allOf(greaterThan(YOUNG), lessThanOrEqualTo(YOUNG + EXCUSED)));
        guard.advance(Duration.ofSeconds(10));
        assertEquals(Decision.CLOSED, send("+9725012").decision());
        crowd.stream().limit(30).forEach(guard::redeemed);
        Verdict verdict = send("+9725012");
        assertEquals(Decision.ADMITTED, verdict.decision());
        assertEquals(List.of(new Change("opened", "prefix:9725012")), verdict.changes());
    }

    @Test
    void closedCircle_opensByProbes() {
        close("+7926123");
        for (int probe = 0; probe < 3; probe++) {
            guard.advance(PROBE_EVERY);
            String number = number("+7926123");
            assertEquals(Decision.PROBE, decide(number).decision());
            assertEquals(Decision.CLOSED, send("+7926123").decision(), "one probe at a time");
            guard.advance(SECOND);
            guard.redeemed(number);
        }
        assertEquals(Decision.ADMITTED, send("+7926123").decision());
    }

    @Test
    void closedCircle_opensAfterAnHour_andClosesAgain() {
        close("+7926123");
        guard.advance(Duration.ofHours(1));
        assertEquals(Decision.ADMITTED, send("+7926123").decision());
        close("+7926123");
    }

    /** However many circles are closed, and however much is asked for. */
    @Test
    void probes_areAtMostOneAMinute() {
        IntStream.range(0, 20).forEach(i -> close("+79%02d555".formatted(i)));
        List<Verdict> fortyMinutes = IntStream.range(0, 2_400)
                .mapToObj(second -> sendAfter(SECOND, "+79%02d555".formatted(second % 20)))
                .toList();
        long probes = fortyMinutes.stream()
                .filter(verdict -> verdict.decision() == Decision.PROBE)
                .count();
        assertThat(probes, allOf(greaterThan(0L), lessThanOrEqualTo(40L)));
    }

    @Test
    void observing_refusesNobody() {
        Map<String, String> settings = new HashMap<>(WIDE);
        settings.put("adaptive.mode", "observe");
        guard = new TestGuard(settings);
        List<Verdict> verdicts = IntStream.range(0, 300)
                .mapToObj(second -> sendAfter(SECOND, "+7926123"))
                .toList();
        assertEquals(300, admitted(verdicts));
        assertEquals(Decision.OBSERVED, verdicts.get(299).decision());
        assertEquals(List.of(new Change("closed", "prefix:7926123")), changes(verdicts));
    }

    /** An attacker who is refused cannot fill Redis. */
    @Test
    void refusedRequests_leaveNothingBehind() {
        close("+7926123");
        int keys = guard.keys();
        IntStream.range(0, 1_000)
                .forEach(i -> assertEquals(Decision.CLOSED, send("+7926123").decision()));
        assertEquals(keys, guard.keys());
    }

    /** Attacks a prefix until it is closed. */
    private void close(String prefix) {
        assertTrue(Stream.generate(() -> sendAfter(SECOND, prefix))
                .limit(300)
                .anyMatch(verdict -> verdict.decision() == Decision.CLOSED));
    }

    /** People who come that far apart; so many of them redeem, after 5 to 40 seconds. */
    private long refusedOfBurst(int people, Duration apart, double redeeming) {
        List<Verdict> verdicts = new ArrayList<>();
        Map<Long, List<String>> readers = new HashMap<>();
        for (int person = 0; person < people; person++) {
            guard.advance(apart);
            List<Long> due = readers.keySet().stream()
                    .filter(time -> time <= guard.now())
                    .toList();
            due.forEach(time -> readers.remove(time).forEach(guard::redeemed));
            String number = number("+9725012");
            verdicts.add(decide(number));
            if (random.nextDouble() < redeeming) {
                long typed = guard.now() + random.nextLong(5_000, 40_000);
                readers.computeIfAbsent(typed, any -> new ArrayList<>()).add(number);
            }
        }
        return people - admitted(verdicts);
    }

    private void signInAfter(Duration pause, String prefix) {
        guard.advance(pause);
        signIn(prefix);
    }

    private void signIn(String prefix) {
        String number = number(prefix);
        decide(number);
        guard.redeemed(number);
    }

    private Verdict sendAfter(Duration pause, String prefix) {
        guard.advance(pause);
        return send(prefix);
    }

    private Verdict send(String prefix) {
        return decide(number(prefix));
    }

    /** Each from a network of its own. */
    private Verdict decide(String number) {
        next++;
        return guard.decide("id" + next, number, "net" + next);
    }

    private String number(String prefix) {
        return "%s%06d".formatted(prefix, random.nextInt(1_000_000));
    }

    private static long admitted(List<Verdict> verdicts) {
        return verdicts.stream().filter(Verdict::isAdmission).count();
    }

    private static List<Change> changes(List<Verdict> verdicts) {
        return verdicts.stream().flatMap(verdict -> verdict.changes().stream()).toList();
    }
}
