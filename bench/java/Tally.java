import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What happened in a run of a scenario, counted by the hour, or by another period if the scenario is short. */
final class Tally {
    /** What is counted; an honest user asks again with the proof if one is asked for, which counts as one request. */
    enum Count {
        ATTACK_ASKED("attack asked"),
        ATTACK_SENT("sent"),
        ATTACK_PROOFS("proofs"),
        HONEST_ASKED("honest asked"),
        REFUSED("refused"),
        HONEST_PROOFS("proofs"),
        LET_IN_BY_PROOF("let in by proof"),
        SIGNED_IN("signed in"),
        FAILED("failed");

        final String title;

        Count(String title) {
            this.title = title;
        }
    }

    private final Duration period;
    private final List<Map<Count, Integer>> periods = new ArrayList<>();
    private final Map<String, Integer> refusals = new TreeMap<>();

    Tally(Duration period) {
        this.period = period;
    }

    Duration period() {
        return period;
    }

    void add(Count count, Duration sinceStart, int howMany) {
        int index = (int) sinceStart.dividedBy(period);
        while (periods.size() <= index) {
            periods.add(new EnumMap<>(Count.class));
        }
        periods.get(index).merge(count, howMany, Integer::sum);
    }

    /** An honest request is refused, with that answer; the code of an error, and the limit if it is one. */
    void addRefusal(Answer answer, Duration sinceStart) {
        add(Count.REFUSED, sinceStart, 1);
        String limit = answer.text("limit");
        refusals.merge(answer.text("code") + (limit == null ? "" : " " + limit), 1, Integer::sum);
    }

    /** How many, by the reason. */
    Map<String, Integer> refusals() {
        return refusals;
    }

    int total(Count count) {
        return since(count, Duration.ZERO);
    }

    /** From the period that begins then. */
    int since(Count count, Duration from) {
        return IntStream.range((int) from.dividedBy(period), periods.size()).map(i -> at(count, i)).sum();
    }

    int[] byPeriod(Count count) {
        return IntStream.range(0, periods.size()).map(i -> at(count, i)).toArray();
    }

    /** In percent; 0 if there is nothing to be a part of. */
    double share(Count part, Count whole) {
        return percent(total(part), total(whole));
    }

    /** Of the period in which the share is highest, in percent. */
    double worstShare(Count part, Count whole) {
        return IntStream.range(0, periods.size()).mapToDouble(i -> percent(at(part, i), at(whole, i))).max().orElse(0);
    }

    private int at(Count count, int index) {
        return periods.get(index).getOrDefault(count, 0);
    }

    static double percent(double part, double whole) {
        return part == 0 ? 0 : 100 * part / Math.max(1, whole);
    }
}
