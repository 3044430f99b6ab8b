import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Runs events one after the other in the order of their times, and sets the wall clock of the services to these. */
final class Simulation implements InstantSource {
    private record Event(Instant time, long order, Runnable action) {}

    private final MappedByteBuffer clock;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::time).thenComparing(Event::order));
    private Instant now = Instant.parse("2027-03-01T00:00:00Z");
    private long order;

    /** The clock is the file that bench/clock.c reads. */
    Simulation(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            clock = channel.map(MapMode.READ_WRITE, 0, Long.BYTES);
        }
        clock.order(ByteOrder.nativeOrder());
        set(now);
    }

    @Override
    public Instant instant() {
        return now;
    }

    void after(Duration delay, Runnable action) {
        at(now.plus(delay), action);
    }

    void at(Instant time, Runnable action) {
        events.add(new Event(time, order++, action));
    }

    /** Until there are no more events. */
    void run() {
        while (!events.isEmpty()) {
            Event event = events.remove();
            set(event.time());
            event.action().run();
        }
    }

    /** A day without events. */
    void rest() {
        set(now.plus(Duration.ofDays(1)));
    }

    private void set(Instant time) {
        now = time;
        clock.putLong(0, time.getEpochSecond() * 1_000_000_000 + time.getNano());
    }
}
