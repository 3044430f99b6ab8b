import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The SMS gateway: accepts and counts every SMS, and tells its code by the number. */
final class Gateway implements AutoCloseable {
    private static final Pattern TEXT = Pattern.compile("\"to\":\"(\\+\\d+)\",\"text\":\"(\\d+) ");

    /** One SMS; time as {@link System#nanoTime()}. */
    record Text(String to, long time) {}

    private final HttpServer server;
    private final List<Text> texts = new CopyOnWriteArrayList<>();
    private final Map<String, String> codes = new ConcurrentHashMap<>();

    Gateway() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.createContext("/", this::accept);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/sms";
    }

    List<Text> texts() {
        return List.copyOf(texts);
    }

    /** The code of the newest SMS to the number; null if there was none. */
    String codeSentTo(String number) {
        return codes.get(number);
    }

    private void accept(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Matcher text = TEXT.matcher(body);
        if (!text.find()) {
            throw new IOException("not an SMS with a code: " + body);
        }
        codes.put(text.group(1), text.group(2));
        texts.add(new Text(text.group(1), System.nanoTime()));
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
