package dev.phoneauth.guard;

import dev.phoneauth.guard.TextRequest.Kind;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Networks are judged like numbers, with the settings of production; in doubt a proof is asked for. */
@QuarkusTest
class NetworksTest {
    private static final String STRANGER = "203.0.113.7";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int EXCUSED = 3;

    private final Random random = new Random(7);
    private final Map<String, String> texts = new HashMap<>();
    private final TestGuard guard = new TestGuard(Map.of());
    private int next;

    @AfterEach
    void forget() {
        guard.forgetEverything();
    }

    @Test
    void networkWithoutRedemptions_isClosedForItself() {
        List<SendDecision> decisions = IntStream.range(0, 60)
                .mapToObj(i -> sendAfter(MINUTE, STRANGER))
                .toList();
        assertThat(admitted(decisions), lessThanOrEqualTo(EXCUSED + 1L));
        assertEquals("doubted", decisions.get(59).decision());
        assertEquals("network:" + STRANGER, decisions.get(59).reason());
        assertEquals("admitted", send("198.51.100.1").decision(), "another network");
    }

    /** A day later it has as few again. */
    @Test
    void slowAddress_getsFewTextsADay() {
        List<SendDecision> decisions = IntStream.range(0, 36 * 5)
                .mapToObj(i -> sendAfter(Duration.ofMinutes(12), STRANGER))
                .toList();
        assertThat(admitted(decisions), lessThanOrEqualTo(3L * (EXCUSED + 1)));
    }

    /** Each closes before it can close a country for others: what it has sent is no longer held against its numbers. */
    @Test
    void textsOfClosedNetworks_closeNoCountry() {
        IntStream.range(0, 20).forEach(i -> closeNetwork("203.0.%d.7".formatted(i)));
        assertEquals("admitted", send("198.51.100.1").decision());
    }

    /** An honest app answers a request for a proof; a network that never does is known by that, without a text. */
    @Test
    void networksThatNeverAnswer_doNotKeepACountryClosed() {
        List<String> strangers =
                IntStream.range(0, 200).mapToObj("203.%d.113.7"::formatted).toList();
        strangers.forEach(network -> sendAfter(Duration.ofSeconds(2), network));
        assertEquals("doubted", send("198.51.100.1").decision(), "the country is closed");
        IntStream.range(0, 3).forEach(round -> strangers.forEach(network -> sendAfter(Duration.ofSeconds(5), network)));
        assertEquals("admitted", send("198.51.101.1").decision());
        assertThat(admitted(strangers.stream().map(this::send).toList()), lessThanOrEqualTo(5L));
    }

    @Test
    void networkWithGoodRecord_isSparedClosedGroups() {
        IntStream.range(0, 5).forEach(i -> signIn("198.51.100.1"));
        closeCountry();
        assertEquals("known_network", send("198.51.100.1").decision());
        assertEquals("doubted", send("198.51.101.1").decision());
        List<SendDecision> decisions = IntStream.range(0, 20)
                .mapToObj(i -> sendAfter(Duration.ofSeconds(10), "198.51.100.1"))
                .toList();
        assertThat(admitted(decisions), lessThanOrEqualTo(4L));
    }

    /** Five thousand phones behind it, each once a day; one in seven never redeems. */
    @Test
    void carrier_staysOpen() {
        assertEquals(
                1_000,
                IntStream.range(0, 1_000)
                        .filter(i -> {
                            guard.advance(Duration.ofSeconds(17));
                            String number = number();
                            boolean isAdmitted =
                                    decide(number, "198.51.100.1", Kind.PLAIN).isAdmitted();
                            if (i % 7 != 0) {
                                guard.redeemed(number, texts.get(number));
                            }
                            return isAdmitted;
                        })
                        .count());
    }

    @Test
    void provenRequestsOfAClosedNetwork_haveABudgetForTheDay() {
        closeNetwork(STRANGER);
        List<SendDecision> decisions = IntStream.range(0, 50)
                .mapToObj(i -> {
                    guard.advance(Duration.ofMinutes(10));
                    return decide(number(), STRANGER, Kind.PROOF);
                })
                .toList();
        assertEquals(24, admitted(decisions));
        assertEquals("limited", decisions.get(49).decision());
        assertEquals("proof", decisions.get(49).rule());
    }

    @Test
    void provenRequestsToAClosedGroupOfNumbers_haveABudgetForTheHour() {
        closeCountry();
        List<SendDecision> decisions = IntStream.range(0, 50)
                .mapToObj(i -> decide(number(), "198.51.%d.1".formatted(i), Kind.PROOF))
                .toList();
        assertEquals(20, admitted(decisions));
    }

    /** An attacker who solves proofs in closed networks leaves the country as it was, and its proofs to others. */
    @Test
    void proofsOfClosedNetworks_areNotHeldAgainstTheCountry() {
        IntStream.range(0, 5).mapToObj("203.%d.113.7"::formatted).forEach(network -> {
            closeNetwork(network);
            IntStream.range(0, 20).forEach(i -> decide(number(), network, Kind.PROOF));
        });
        assertEquals("admitted", send("198.51.100.1").decision());
        closeCountry();
        assertEquals("admitted", decide(number(), "198.51.101.1", Kind.PROOF).decision());
    }

    /** Its texts and those to strangers in turn. */
    @Test
    void oneNumberOfAnAttacker_speaksForNoOther() {
        String own = number();
        List<SendDecision> decisions = IntStream.range(0, 60)
                .mapToObj(i -> {
                    guard.advance(Duration.ofMinutes(7));
                    decide(own, STRANGER, Kind.PLAIN);
                    guard.redeemed(own, texts.get(own));
                    return send(STRANGER);
                })
                .toList();
        assertThat(admitted(decisions), lessThanOrEqualTo(10L));
    }

    /** Redeemed texts do not use it up, and open the network. */
    @Test
    void provenRequestsThatAreRedeemed_openTheNetwork() {
        closeNetwork(STRANGER);
        IntStream.range(0, 2).forEach(i -> {
            String number = number();
            assertTrue(decide(number, STRANGER, Kind.PROOF).isAdmitted());
            guard.redeemed(number, texts.get(number));
        });
        assertEquals("admitted", send(STRANGER).decision());
    }

    @Test
    void strangers_useUpNoShareOfTheOwner() {
        String number = number();
        List<SendDecision> decisions = IntStream.range(0, 30)
                .mapToObj(i -> {
                    guard.advance(Duration.ofMinutes(16));
                    return decide(number, "203.%d.113.7".formatted(i), Kind.PLAIN);
                })
                .toList();
        assertEquals(10, admitted(decisions));
        assertEquals("doubted", decide(number, "198.51.100.1", Kind.PLAIN).decision());
        assertTrue(decide(number, "198.51.100.1", Kind.PROOF).isAdmitted());
        assertTrue(decide(number, "198.51.100.1", Kind.DEVICE).isAdmitted());
    }

    @Test
    void oneNetwork_hasAShareOfANumbersBudget() {
        String number = number();
        List<String> kinds = IntStream.range(0, 4)
                .mapToObj(i -> {
                    guard.advance(Duration.ofMinutes(10));
                    return decide(number, STRANGER, Kind.PLAIN).decision();
                })
                .toList();
        assertEquals(List.of("admitted", "admitted", "admitted", "limited"), kinds);
        assertTrue(decide(number, "198.51.100.1", Kind.PLAIN).isAdmitted());
    }

    @Test
    void device_isSparedWhatOthersDid() {
        closeCountry();
        closeNetwork(STRANGER);
        String number = number();
        assertTrue(decide(number, STRANGER, Kind.DEVICE).isAdmitted());
        assertEquals("limited", decide(number, STRANGER, Kind.DEVICE).decision(), "its own cooldown");
    }

    private void closeNetwork(String network) {
        IntStream.range(0, 60).forEach(i -> sendAfter(Duration.ofSeconds(30), network));
        assertEquals("doubted", send(network).decision());
    }

    /** From ever new networks. */
    private void closeCountry() {
        IntStream.range(0, 60)
                .forEach(i -> sendAfter(Duration.ofSeconds(2), "203.%d.%d.9".formatted(i, random.nextInt(256))));
    }

    private void signIn(String network) {
        String number = number();
        assertTrue(decide(number, network, Kind.PLAIN).isAdmitted());
        guard.redeemed(number, texts.get(number));
    }

    private SendDecision sendAfter(Duration pause, String network) {
        guard.advance(pause);
        return send(network);
    }

    private SendDecision send(String network) {
        return decide(number(), network, Kind.PLAIN);
    }

    private SendDecision decide(String number, String network, Kind kind) {
        String id = "id" + next++;
        texts.put(number, id);
        return guard.decide(id, number, network, kind);
    }

    /** A mobile of one country, in any of its prefixes. */
    private String number() {
        return "+79%09d".formatted(random.nextInt(1_000_000_000));
    }

    private static long admitted(List<SendDecision> decisions) {
        return decisions.stream().filter(SendDecision::isAdmitted).count();
    }
}
