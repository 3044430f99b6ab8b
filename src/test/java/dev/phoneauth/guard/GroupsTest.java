package dev.phoneauth.guard;

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
 * A group of numbers whose texts are not redeemed is closed; one whose texts are redeemed stays open, however many come at
 * once. With the settings of production, but for budgets so wide that the groups alone decide.
 */
@QuarkusTest
class GroupsTest {
    private static final Map<String, String> WIDE = Map.of(
            "client-proof", "never",
            "network-per-hour", "1000000",
            "prefix-per-day", "1000000",
            "country-per-day", "1000000",
            "per-day", "1000000");

    private static final int YOUNG = 100;
    private static final int EXCUSED = 6;
    private static final int JUDGED = 50;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TYPING_TIME = Duration.ofSeconds(45);
    private static final Duration PROBE_EVERY = Duration.ofMinutes(5);

    private final Random random = new Random(7);
    private TestGuard guard = new TestGuard(WIDE);
    private final Map<String, String> texts = new HashMap<>();
    private int next;

    @AfterEach
    void forget() {
        guard.forgetEverything();
    }

    @Test
    void attackOnPrefix_closesIt() {
        List<SendDecision> decisions = IntStream.range(0, 300)
                .mapToObj(second -> sendAfter(SECOND, "+7926123"))
                .toList();
        assertThat(admitted(decisions), lessThanOrEqualTo(EXCUSED + TYPING_TIME.toSeconds() + 1));
        assertEquals("closed", decisions.get(299).decision());
        assertEquals(List.of("closed prefix:7926123"), changes(decisions));
    }

    /** No text is old enough to be judged yet, but there are too many young ones. */
    @Test
    void attackOnManyPrefixesAtOnce_closesWithinSeconds() {
        List<SendDecision> decisions = IntStream.range(0, 10_000)
                .mapToObj(i -> send("+992%04d".formatted(i % 390)))
                .toList();
        assertThat(admitted(decisions), lessThanOrEqualTo(YOUNG + EXCUSED + 1L));
    }

    /** Over fifty prefixes of one operator, none of which has enough texts to close: the shorter prefix that they share closes. */
    @Test
    void attackOnOperator_leavesItsKnownPrefixesOpen() {
        IntStream.range(0, 3).forEach(i -> signIn("+7926055"));
        IntStream.range(0, 300).forEach(i -> sendAfter(SECOND, "+79260%02d".formatted(i % 50)));
        assertEquals("closed", send("+7926077").decision(), "an unknown prefix");
        assertEquals("admitted", send("+7926055").decision(), "a known prefix");
        assertEquals("admitted", send("+7903555").decision(), "another operator");
        assertEquals("admitted", send("+4915112").decision(), "another country");
    }

    /** Over all operators of a country. */
    @Test
    void attackOnCountry_leavesItsKnownOperatorsOpen() {
        IntStream.range(0, 3).forEach(i -> signIn("+7926055"));
        IntStream.range(0, 300).forEach(i -> sendAfter(SECOND, "+79%05d".formatted(i * 37)));
        assertEquals("closed", send("+7999999").decision(), "an unknown prefix");
        assertEquals("admitted", send("+7926055").decision(), "a known prefix");
        assertEquals("admitted", send("+7926077").decision(), "a neighbour of a known prefix");
        assertEquals("admitted", send("+4915112").decision(), "another country");
    }

    /** Many redeemed texts do not cover as many that are not. */
    @Test
    void goodRecord_coversAnAttackOnlyBriefly() {
        IntStream.range(0, 300).forEach(i -> signInAfter(SECOND, "+7926123"));
        guard.advance(TYPING_TIME);
        List<SendDecision> decisions = IntStream.range(0, 1_000)
                .mapToObj(i -> sendAfter(Duration.ofMillis(100), "+7926123"))
                .toList();
        assertThat(admitted(decisions), lessThanOrEqualTo((long) YOUNG + JUDGED));
        assertEquals("closed", decisions.get(999).decision());
    }

    /** A conference in a country without any sign-in before: 300 people in a minute, half of them slow readers. */
    @Test
    void honestBurst_closesNothing() {
        assertEquals(0, refusedOfBurst(300, Duration.ofMillis(200), 0.8));
    }

    /** The same with poor delivery: only every second person ever types a code. */
    @Test
    void honestBurstWithPoorDelivery_closesNothing() {
        assertEquals(0, refusedOfBurst(300, Duration.ofSeconds(1), 0.5));
    }

    /** An advertisement on television looks like an attack for seconds; when the first codes come back, all is open. */
    @Test
    void honestCrowd_opensItsGroupByLateCodes() {
        List<String> crowd = IntStream.range(0, 400)
                .mapToObj(i -> number("+9725012"))
                .filter(number -> decide(number).isAdmitted())
                .toList();
        assertThat(crowd.size(), allOf(greaterThan(YOUNG), lessThanOrEqualTo(YOUNG + EXCUSED)));
        guard.advance(Duration.ofSeconds(10));
        assertEquals("closed", send("+9725012").decision());
        crowd.stream().limit(40).forEach(this::redeem);
        SendDecision decision = send("+9725012");
        assertEquals("admitted", decision.decision());
        assertEquals(List.of("opened prefix:9725012"), changes(List.of(decision)));
    }

    @Test
    void closedGroup_opensByProbes() {
        close("+7926123");
        for (int probe = 0; probe < 3; probe++) {
            guard.advance(PROBE_EVERY);
            String number = number("+7926123");
            assertEquals("probe", decide(number).decision());
            assertEquals("closed", send("+7926123").decision(), "one probe at a time");
            guard.advance(SECOND);
            redeem(number);
        }
        assertEquals("admitted", send("+7926123").decision());
    }

    @Test
    void closedGroup_opensAfterAnHour_andClosesAgain() {
        close("+7926123");
        guard.advance(Duration.ofHours(1));
        assertEquals("admitted", send("+7926123").decision());
        close("+7926123");
    }

    /** However many groups are closed, and however much is asked for. */
    @Test
    void probes_areAtMostOneAMinute() {
        IntStream.range(0, 20).forEach(i -> close("+79%02d555".formatted(i)));
        List<SendDecision> fortyMinutes = IntStream.range(0, 2_400)
                .mapToObj(second -> sendAfter(SECOND, "+79%02d555".formatted(second % 20)))
                .toList();
        long probes = fortyMinutes.stream()
                .filter(decision -> decision.decision().equals("probe"))
                .count();
        assertThat(probes, allOf(greaterThan(0L), lessThanOrEqualTo(40L)));
    }

    @Test
    void observing_refusesNoText() {
        Map<String, String> settings = new HashMap<>(WIDE);
        settings.put("adaptive.mode", "observe");
        guard = new TestGuard(settings);
        List<SendDecision> decisions = IntStream.range(0, 300)
                .mapToObj(second -> sendAfter(SECOND, "+7926123"))
                .toList();
        assertEquals(300, admitted(decisions));
        assertEquals("would_close", decisions.get(299).decision());
        assertEquals(List.of("closed prefix:7926123"), changes(decisions));
    }

    /** An attack that is refused cannot fill Redis. */
    @Test
    void refusedRequests_leaveNothingBehind() {
        close("+7926123");
        int keys = guard.keys();
        IntStream.range(0, 1_000)
                .forEach(i -> assertEquals("closed", send("+7926123").decision()));
        assertEquals(keys, guard.keys());
    }

    /** Attacks a prefix until it is closed. */
    private void close(String prefix) {
        assertTrue(Stream.generate(() -> sendAfter(SECOND, prefix))
                .limit(300)
                .anyMatch(decision -> decision.decision().equals("closed")));
    }

    /** People who come that far apart; that share of them redeem, after 5 to 40 seconds. */
    private long refusedOfBurst(int people, Duration apart, double redeeming) {
        List<SendDecision> decisions = new ArrayList<>();
        Map<Long, List<String>> readers = new HashMap<>();
        for (int person = 0; person < people; person++) {
            guard.advance(apart);
            List<Long> due = readers.keySet().stream()
                    .filter(time -> time <= guard.now())
                    .toList();
            due.forEach(time -> readers.remove(time).forEach(this::redeem));
            String number = number("+9725012");
            decisions.add(decide(number));
            if (random.nextDouble() < redeeming) {
                long typed = guard.now() + random.nextLong(5_000, 40_000);
                readers.computeIfAbsent(typed, any -> new ArrayList<>()).add(number);
            }
        }
        return people - admitted(decisions);
    }

    private void signInAfter(Duration pause, String prefix) {
        guard.advance(pause);
        signIn(prefix);
    }

    private void signIn(String prefix) {
        String number = number(prefix);
        decide(number);
        redeem(number);
    }

    private SendDecision sendAfter(Duration pause, String prefix) {
        guard.advance(pause);
        return send(prefix);
    }

    private SendDecision send(String prefix) {
        return decide(number(prefix));
    }

    /** Each from a network of its own. */
    private SendDecision decide(String number) {
        next++;
        SendDecision decision = guard.decide("id" + next, number, network(next));
        texts.put(number, decision.text().id());
        return decision;
    }

    private void redeem(String number) {
        guard.redeemed(number, texts.get(number));
    }

    private static String network(int i) {
        return "%d.%d.%d.1".formatted(11 + i / 65_536, i / 256 % 256, i % 256);
    }

    private String number(String prefix) {
        return "%s%06d".formatted(prefix, random.nextInt(1_000_000));
    }

    private static long admitted(List<SendDecision> decisions) {
        return decisions.stream().filter(SendDecision::isAdmitted).count();
    }

    private static List<String> changes(List<SendDecision> decisions) {
        return decisions.stream()
                .flatMap(decision -> decision.changes().stream())
                .map(change -> change.change() + " " + change.group())
                .toList();
    }
}
