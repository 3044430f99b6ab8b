import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Measures what it costs the service to admit an SMS and to refuse one, as it does all the time during an attack: CPU time of
 * its process, and commands of its Redis. A request without a phone number does not reach the guard; its cost is that of HTTP,
 * JSON and the answer. Fails unless the guard costs less than 0.3 ms and one round trip.
 */
public final class Admission {
    private static final int WARM_UP = 40_000;
    private static final int REQUESTS = 20_000;
    private static final int AT_ONCE = 16;
    private static final int NUMBERS = 100;
    private static final String WIDE_OPEN = "1000000";
    private static final double MICROSECONDS_A_TICK = 10_000;
    private static final double MAY_COST_MICROSECONDS = 300;

    private final BenchedService service;
    private final Client client;

    private Admission(BenchedService service) {
        this.service = service;
        this.client = new Client(service.uri("/"));
    }

    public static void main(String[] none) throws Exception {
        try (Gateway gateway = new Gateway(0, Clock.systemUTC());
                BenchedService service = new BenchedService(gateway, settings())) {
            System.exit(new Admission(service).run() ? 0 : 1);
        }
    }

    private static Map<String, String> settings() {
        return Map.of(
                "PHONE_AUTH_GUARD_NETWORK_PER_HOUR", WIDE_OPEN,
                "PHONE_AUTH_GUARD_PREFIX_PER_DAY", WIDE_OPEN,
                "PHONE_AUTH_GUARD_COUNTRY_PER_DAY", WIDE_OPEN,
                "PHONE_AUTH_GUARD_PER_DAY", WIDE_OPEN,
                "PHONE_AUTH_GUARD_ADAPTIVE_MODE", "observe",
                // The numbers are refused until the end, also on a slow machine.
                "PHONE_AUTH_CODE_RESEND_AFTER", "15M");
    }

    private boolean run() throws Exception {
        send(WARM_UP, Admission::number, 0);
        send(WARM_UP, i -> "nobody", 400);
        Map<String, Long> before = Redis.calls(service.redisPort());
        double refused = microseconds(Admission::number, 429);
        Map<String, Long> calls = difference(before, Redis.calls(service.redisPort()));
        double unseen = microseconds(i -> "nobody", 400);
        send(REQUESTS, Admission::fresh, 200);
        before = Redis.calls(service.redisPort());
        double admitted = microseconds(i -> fresh(REQUESTS + i), 200);
        double admittedTrips = roundTrips(difference(before, Redis.calls(service.redisPort())));
        System.out.printf(
                """
                | | CPU of the service |
                |---|---|
                | a request refused by the guard (429) | %.0f µs |
                | a request that does not reach the guard (400) | %.0f µs |
                | so the guard costs | **%.0f µs** |
                | a request admitted, with its code and SMS (200) | %.0f µs |

                EVALSHA per request: refused **%.3f**, admitted **%.3f**; all commands of the refused, those in scripts included: %s
                """,
                refused, unseen, refused - unseen, admitted, roundTrips(calls), admittedTrips, calls);
        boolean holds = refused - unseen < MAY_COST_MICROSECONDS && roundTrips(calls) == 1;
        System.out.println(holds ? "Within the limits." : "NOT WITHIN THE LIMITS.");
        return holds;
    }

    private static double roundTrips(Map<String, Long> calls) {
        return calls.getOrDefault("evalsha", 0L) / (double) REQUESTS;
    }

    private static String number(int i) {
        return "+4915112345%03d".formatted(i % NUMBERS);
    }

    private static String fresh(int i) {
        return "+49160%07d".formatted(1_000_000 + i);
    }

    private double microseconds(IntFunction<String> number, int status) throws Exception {
        long ticks = ticks();
        send(REQUESTS, number, status);
        return (ticks() - ticks) * MICROSECONDS_A_TICK / REQUESTS;
    }

    /** With a status of 0 any answer will do. */
    private void send(int requests, IntFunction<String> number, int status) throws InterruptedException {
        Semaphore free = new Semaphore(AT_ONCE);
        AtomicInteger others = new AtomicInteger();
        for (int i = 0; i < requests; i++) {
            free.acquire();
            client.requestCode(number.apply(i), "192.0.2.1").whenComplete((answer, failure) -> {
                free.release();
                if (failure != null || status != 0 && answer.statusCode() != status) {
                    others.incrementAndGet();
                }
            });
        }
        free.acquire(AT_ONCE);
        if (others.get() > 0) {
            throw new IllegalStateException(others + " answers were not " + status);
        }
    }

    /** User and system time of the process, in hundredths of a second: fields 14 and 15, the 12th and 13th after its name. */
    private long ticks() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + service.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    private static Map<String, Long> difference(Map<String, Long> before, Map<String, Long> after) {
        return after.entrySet().stream()
                .map(calls -> Map.entry(calls.getKey(), calls.getValue() - before.getOrDefault(calls.getKey(), 0L)))
                .filter(calls -> calls.getValue() > 0 && !calls.getKey().equals("info"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
