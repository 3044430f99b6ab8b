package dev.phoneauth.testsupport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A real HTTP server that takes what the service sends out, and behaves as badly as a test wants. */
public final class Gateway implements AutoCloseable {
    private final int port;
    private final List<Request> received = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Request> unread = new LinkedBlockingQueue<>();
    private volatile Behaviour behaviour = answers(200, "");
    private HttpServer server;

    public Gateway() {
        server = listen(0);
        port = server.getAddress().getPort();
    }

    /** The code in a text to a person. */
    public static String codeIn(String text) {
        return text.replaceFirst("(?s).*?(\\d{6}).*", "$1");
    }

    /** What it does with a request once it has read it. */
    @FunctionalInterface
    public interface Behaviour {
        void handle(HttpExchange exchange) throws IOException, InterruptedException;
    }

    /** One request as it came over the wire; header names in lower case. */
    public record Request(String path, Map<String, String> headers, String body) {
        public JsonObject json() {
            return new JsonObject(body);
        }

        public Map<String, String> form() {
            return Arrays.stream(body.split("&"))
                    .map(pair -> pair.split("=", 2))
                    .collect(Collectors.toMap(pair -> decoded(pair[0]), pair -> decoded(pair[1])));
        }

        private static String decoded(String text) {
            return URLDecoder.decode(text, UTF_8);
        }
    }

    public static Behaviour answers(int status, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        };
    }

    /** Takes its time, and answers then. */
    public static Behaviour slowly(long milliseconds, Behaviour then) {
        return exchange -> {
            Thread.sleep(milliseconds);
            then.handle(exchange);
        };
    }

    /** Never answers while a client waits. */
    public static Behaviour hangs() {
        return slowly(10_000, answers(200, ""));
    }

    /** Cuts the connection without a word. */
    public static Behaviour dropsConnection() {
        return HttpExchange::close;
    }

    /** Promises a body, and cuts the connection in the midst of it. */
    public static Behaviour dropsHalfWay() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            exchange.close();
        };
    }

    public void behave(Behaviour as) {
        behaviour = as;
    }

    /** Closes the port: connections are refused. */
    public void close() {
        server.stop(0);
    }

    /** At the same port again. */
    public void reopen() {
        server = listen(port);
    }

    public String url() {
        return "http://localhost:" + port;
    }

    public List<Request> received() {
        return received;
    }

    /** The code in the latest text, of a gateway that is handed JSON. */
    public String latestCode() {
        return codeIn(received.get(received.size() - 1).json().getString("text"));
    }

    /** The next request that has not been taken yet; waits for it. */
    public Request take() throws InterruptedException {
        Request request = unread.poll(20, java.util.concurrent.TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request has come within 20 s");
        }
        return request;
    }

    public void forget() {
        received.clear();
        unread.clear();
    }

    private HttpServer listen(int onPort) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), onPort), 0);
            http.setExecutor(Executors.newCachedThreadPool(Gateway::daemon));
            http.createContext("/", this::handle);
            http.start();
            return http;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Behaves as it was told when the request came: a test that has taken the request may tell it otherwise already. */
    private void handle(HttpExchange exchange) throws IOException {
        Behaviour told = behaviour;
        Map<String, String> headers = exchange.getRequestHeaders().entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().toLowerCase(java.util.Locale.ROOT),
                        entry -> entry.getValue().get(0)));
        Request request = new Request(
                exchange.getRequestURI().toString(),
                headers,
                new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        received.add(request);
        unread.add(request);
        try {
            told.handle(exchange);
        } catch (InterruptedException stopped) {
            exchange.close();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "gateway");
        thread.setDaemon(true);
        return thread;
    }
}
