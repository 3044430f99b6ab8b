import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The SMS gateway: accepts and counts every SMS, and tells its code by the number. */
final class Gateway implements AutoCloseable {
    private static final Pattern TEXT = Pattern.compile("\"to\":\"(\\+\\d+)\",\"text\":\"(\\d+) ");

    private record Text(String code, Instant time) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final InstantSource clock;
    private final AtomicInteger sent = new AtomicInteger();
    private final Map<String, Text> newest = new ConcurrentHashMap<>();

    /** With port 0 it chooses one. */
    Gateway(int port, InstantSource clock) throws IOException {
        this.clock = clock;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
        server.setExecutor(threads);
        server.createContext("/", this::accept);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/sms";
    }

    /** How many SMS were sent so far. */
    int sent() {
        return sent.get();
    }

    /** The code of the newest SMS to the number, if it is not used and at most so old; else null. */
    String codeSentTo(String number, Duration oldest) {
        Text text = newest.get(number);
        return text == null || text.time().plus(oldest).isBefore(clock.instant()) ? null : text.code();
    }

    /** The code of the number is used. */
    void forget(String number) {
        newest.remove(number);
    }

    private void accept(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Matcher text = TEXT.matcher(body);
        if (!text.find()) {
            throw new IOException("not an SMS with a code: " + body);
        }
        newest.put(text.group(1), new Text(text.group(2), clock.instant()));
        sent.incrementAndGet();
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
