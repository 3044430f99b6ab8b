package dev.phoneauth.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands before the replicas: asks each for its readiness now and then, and gives requests to those that were ready
 * when last asked, in turn, over connections that it keeps. It never tries a request again.
 */
public final class Balancer implements AutoCloseable {
    private static final long POLL_MILLIS = 500;
    private static final Pattern CODE = Pattern.compile("\"code\":\"(\\d+)\"");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ScheduledExecutorService poll = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger turn = new AtomicInteger();
    private final List<Service> replicas = new CopyOnWriteArrayList<>();
    private volatile List<Service> ready = List.of();

    public Balancer() {
        poll.scheduleWithFixedDelay(this::askAll, 0, POLL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Returns when the replica is ready, and gets requests. */
    public void add(Service replica) {
        replicas.add(replica);
        while (!ready.contains(replica)) {
            Ports.pause();
        }
    }

    /** The replica is gone. */
    public void remove(Service replica) {
        replicas.remove(replica);
    }

    /** The whole way in, each step wherever the turn is; fails unless all of it is answered with 200. */
    public void signIn(String number) {
        answer("POST", "auth/", "{\"phone_number\":\"%s\"}".formatted(number));
        Matcher code = CODE.matcher(answer("GET", "inbox/?phone_number=" + number.substring(1), ""));
        if (!code.find()) {
            throw new IllegalStateException("no code in the inbox");
        }
        answer("POST", "code/", "{\"phone_number\":\"%s\",\"code\":\"%s\"}".formatted(number, code.group(1)));
    }

    @Override
    public void close() {
        poll.shutdownNow();
    }

    private String answer(String method, String path, String body) {
        Service replica = ready.get(Math.floorMod(turn.getAndIncrement(), ready.size()));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + replica.port() + "/api/account/" + path))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(5))
                .method(method, BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = send(request);
        if (response.statusCode() != 200) {
            throw new IllegalStateException(
                    path + " is answered with " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private void askAll() {
        ready = replicas.stream().filter(Service::isReady).toList();
    }
}
