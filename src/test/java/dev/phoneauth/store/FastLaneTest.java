package dev.phoneauth.store;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class FastLaneTest {
    private static final int MOST = 4;

    private final Queue<UniEmitter<? super String>> inLane = new ArrayDeque<>();

    @Test
    void quickOnes_makeRoomForOneMoreEach_upToTheMost() {
        FastLane lane = new FastLane(MOST, Duration.ofMinutes(1));
        assertEquals(1, fill(lane));
        assertEquals(2, emptyAndFill(lane));
        assertEquals(4, emptyAndFill(lane));
        assertEquals(4, emptyAndFill(lane));
    }

    @Test
    void slowOne_leavesRoomForASingleOne() {
        FastLane lane = new FastLane(MOST, Duration.ZERO);
        fill(lane);
        assertEquals(1, emptyAndFill(lane));
    }

    @Test
    void failedOne_leavesItsPlace() {
        FastLane lane = new FastLane(1, Duration.ofMinutes(1));
        fill(lane);
        inLane.remove().fail(new IllegalStateException());
        assertEquals(1, fill(lane));
    }

    /** How many are in the lane when another one has to go the other way. */
    private int fill(FastLane lane) {
        int[] wayRound = {0};
        while (wayRound[0] == 0) {
            lane.pass(
                            () -> Uni.createFrom().<String>emitter(inLane::add),
                            () -> Uni.createFrom().item("way round").invoke(() -> wayRound[0]++))
                    .subscribe()
                    .with(done -> {}, failed -> {});
        }
        return inLane.size();
    }

    private int emptyAndFill(FastLane lane) {
        while (!inLane.isEmpty()) {
            inLane.remove().complete("done");
        }
        return fill(lane);
    }
}
