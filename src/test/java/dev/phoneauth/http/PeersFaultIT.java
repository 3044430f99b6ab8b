package dev.phoneauth.http;

import dev.phoneauth.testsupport.Await;
import dev.phoneauth.testsupport.Service;
import dev.phoneauth.testsupport.Stores;
import dev.phoneauth.testsupport.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.phoneauth.testsupport.Problems.isProblem;
import static dev.phoneauth.testsupport.Wire.ascii;
import static dev.phoneauth.testsupport.Wire.head;
import static dev.phoneauth.testsupport.Wire.join;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** One peer costs the others nothing, whatever it sends, leaves unfinished or does not read. */
class PeersFaultIT {
    private static final String PEER = "127.0.0.2";
    private static final int CONNECTIONS_PER_NETWORK = 1024;
    private static final long MEMORY_MIB = 32;
    /** Of an executable. It fills with what connections leave behind that are closed at once. */
    private static final long YOUNG_GENERATION_MIB = 48;

    private static final String EXPLAIN = "GET /api/account/problems/not_found";

    private final HttpClient others =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Socket> sockets = new ArrayList<>();
    private Stores stores;
    private Service service;

    @BeforeEach
    void start() throws IOException {
        stores = Stores.start();
        service = Service.start(
                stores,
                Map.of(
                        "QUARKUS_PROFILE", "demo",
                        "PHONE_AUTH_HTTP_BODY_TIMEOUT", "1S",
                        // All of a JVM's heap is resident from the start, so that what comes later is not heap.
                        "JAVA_TOOL_OPTIONS", "-Xms96m -Xmx96m -XX:+AlwaysPreTouch"));
        for (int i = 0; i < 5_000; i++) {
            assertEquals(200, explainProblem());
        }
    }

    @AfterEach
    void stop() {
        sockets.forEach(Wire::hangUp);
        service.close();
        stores.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answersThatAreNotRead_endTheirConnection(boolean management) throws Exception {
        long before = residentMib();
        int port = management ? service.managementPort() : service.port();
        byte[] requests = ascii(new String(head(management ? "GET /q/health/live" : EXPLAIN)).repeat(100));
        List<CompletableFuture<Void>> peers = List.of(pipeline(port, requests), pipeline(port, requests));
        long most = before;
        while (!peers.stream().allMatch(CompletableFuture::isDone)) {
            assertOthersAreServed();
            most = Math.max(most, residentMib());
        }
        assertThat("MiB more", most - before, lessThan(MEMORY_MIB));
    }

    @Test
    void answersThatAreReadLate_areAllThere() {
        byte[] requests = ascii(new String(head(EXPLAIN)).repeat(2_000));
        String answers = Wire.to(service.port()).sendAndReadAll(join(requests, head(EXPLAIN, "Connection: close")));
        assertEquals(2_001, answers.split("HTTP/1.1 200 OK", -1).length - 1);
    }

    /** What is left of them costs no work: others are served at once. */
    @Test
    void requestsOfBrokenConnections_areNotBegun() throws Exception {
        long before = residentMib();
        byte[] body = ascii("{\"phone_number\": \"+4915123456789\", \"code\": \"123456\"}");
        byte[] request = Wire.request("POST /api/account/code/", body, "Content-Type: application/json");
        byte[] requests = ascii(new String(request).repeat(200));
        for (int i = 0; i < 700; i++) {
            Socket socket = send(requests);
            socket.setSoLinger(true, 0);
            socket.close();
        }
        assertOthersAreServed();
        assertThat("MiB more", residentMib() - before, lessThan(MEMORY_MIB));
    }

    /** A phone that loses its network is no fault of the service. */
    @Test
    void clientThatHangsUp_isNoError() throws Exception {
        byte[] body = ascii("{\"phone_number\": \"+4915123456789\"}");
        byte[] request = Wire.request("POST /api/account/auth/", body, "Content-Type: application/json");
        for (int i = 0; i < 300; i++) {
            Socket socket = send(join(request, request));
            Thread.sleep(i % 10);
            socket.setSoLinger(i % 2 == 0, 0);
            socket.close();
        }
        assertOthersAreServed();
        assertThat(service.output(), not(containsString("ERROR")));
    }

    /** Sends until the connection is closed. */
    private CompletableFuture<Void> pipeline(int port, byte[] requests) {
        Socket socket = connect(port);
        return CompletableFuture.runAsync(() -> {
                    try {
                        while (true) {
                            socket.getOutputStream().write(requests);
                        }
                    } catch (IOException closed) {
                        Wire.hangUp(socket);
                    }
                })
                .orTimeout(90, TimeUnit.SECONDS);
    }

    @Test
    void unfinishedHeaders_areBounded() throws Exception {
        long before = residentMib();
        String line = "X-Filler: " + "x".repeat(1_000) + "\r\n";
        for (int lines : List.of(17, 7)) {
            byte[] unfinished = ascii("GET / HTTP/1.1\r\nHost: localhost\r\n" + line.repeat(lines));
            for (int i = 0; i < 2_000; i++) {
                send(unfinished);
            }
            assertOthersAreServed();
        }
        assertThat("connections", openConnections(), lessThanOrEqualTo(CONNECTIONS_PER_NETWORK));
        assertThat("MiB more", residentMib() - before, lessThan(MEMORY_MIB));
        Await.until(Duration.ofSeconds(30), () -> openConnections() == 0);
    }

    /** A line now and then keeps an idle timeout from ending it. */
    @Test
    void headersThatComeSlowly_areNotWaitedFor() throws Exception {
        Socket socket = send(ascii("GET / HTTP/1.1\r\n"));
        Await.until(Duration.ofSeconds(30), () -> {
            write(socket, ascii("X-Filler: x\r\n"));
            return openConnections() == 0;
        });
    }

    @Test
    void halfSentBodies_keepNoOtherRequestOut() throws Exception {
        byte[] half = join(
                head("POST /api/account/auth/", "Content-Type: application/json", "Content-Length: 100"), ascii("{"));
        for (int i = 0; i < 520; i++) {
            send(half);
        }
        assertOthersAreServed();
        Await.until(Duration.ofSeconds(30), () -> openConnections() == 0);
    }

    /** Four thousand of them would be 256 MB. */
    @Test
    void halfSentBodies_areBounded() throws Exception {
        long before = residentMib();
        byte[] half = join(
                head("POST /api/account/auth/", "Content-Type: application/json", "Content-Length: 65000"),
                ascii("{".repeat(64_000)));
        for (int i = 0; i < 4_000; i++) {
            send(half);
        }
        assertOthersAreServed();
        assertThat("MiB more", residentMib() - before, lessThan(MEMORY_MIB + YOUNG_GENERATION_MIB));
        Await.until(Duration.ofSeconds(30), () -> openConnections() == 0);
    }

    /** Each has 1.5 MB. */
    @Test
    void pagesThatAreNotRead_areShared() throws Exception {
        long before = residentMib();
        byte[] request = head("GET /api/account/docs/swagger-ui-bundle.js");
        for (int i = 0; i < 1_000; i++) {
            send(request);
        }
        assertOthersAreServed();
        assertThat("MiB more", residentMib() - before, lessThan(MEMORY_MIB));
    }

    @Test
    void requestAfterARefusedOne_isNotBegun() {
        byte[] ambiguous = head("POST /api/account/auth/", "Transfer-Encoding: gzip, chunked");
        String answers = Wire.to(service.port()).sendAndReadAll(join(ambiguous, head(EXPLAIN), head(EXPLAIN)));
        assertEquals(1, answers.split("HTTP/1.1 ", -1).length - 1, answers);
    }

    @Test
    void connectionsToTheApi_leaveRoomForHealthChecks() {
        for (int i = 0; i < CONNECTIONS_PER_NETWORK + 100; i++) {
            send(ascii("GET "));
        }
        Wire.to(service.managementPort())
                .from(PEER)
                .send(head("GET /q/health/live"))
                .then()
                .statusCode(200);
    }

    /** Its connection is closed. */
    @Test
    void managementPort_speaksNoHttp2() {
        byte[] upgrade = head(
                "GET /q/health/live",
                "Connection: Upgrade, HTTP2-Settings",
                "Upgrade: h2c",
                "HTTP2-Settings: AAMAAABkAAQAAP__");
        byte[] preface = ascii("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0");
        for (byte[] http2 : List.of(upgrade, preface)) {
            String answer = Wire.to(service.managementPort()).sendAndReadAll(http2);
            assertThat(answer, not(containsString("UP")));
        }
    }

    /** In its first chunk, in a later one, or where a chunk ends. */
    @Test
    void brokenChunks_areAnswered() {
        byte[] head = head("POST /api/account/auth/", "Content-Type: application/json", "Transfer-Encoding: chunked");
        for (String chunks : List.of("zz\r\n{}\r\n0\r\n\r\n", "2\r\n{}\r\n-1\r\n", "2\r\n{}{}\r\n0\r\n\r\n")) {
            Wire.to(service.port())
                    .send(join(head, ascii(chunks)))
                    .then()
                    .spec(isProblem(400, "invalid_request"))
                    .header("Connection", "close");
        }
    }

    /** One in fifty may be late: the peers share the machine. */
    private void assertOthersAreServed() throws IOException {
        List<Duration> took = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            long start = System.nanoTime();
            assertEquals(200, explainProblem());
            took.add(Duration.ofNanos(System.nanoTime() - start));
        }
        assertThat(took.stream().sorted().toList().get(48), lessThan(Duration.ofSeconds(1)));
    }

    private int explainProblem() throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + service.port() + "/api/account/problems/not_found");
        try {
            return others.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .statusCode();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private Socket send(byte[] bytes) {
        Socket socket = connect(service.port());
        write(socket, bytes);
        return socket;
    }

    private Socket connect(int port) {
        try {
            Socket socket = new Socket("127.0.0.1", port, InetAddress.getByName(PEER), 0);
            sockets.add(socket);
            return socket;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Where the service has closed the connection, nothing is sent. */
    private static void write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException closed) {
            Wire.hangUp(socket);
        }
    }

    /** Of the peer, as the service's side sees them. */
    private int openConnections() {
        String established = "01";
        String port = ":%04X".formatted(service.port());
        return (int) Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(file -> lines(file).stream())
                .map(line -> line.strip().split("\\s+"))
                .filter(columns ->
                        columns[1].endsWith(port) && columns[2].contains("0200007F:") && columns[3].equals(established))
                .count();
    }

    private long residentMib() {
        return lines("/proc/" + service.pid() + "/status").stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .sum();
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
