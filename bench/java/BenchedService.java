import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packaged service on embedded stores, with the settings of production except for those that a bench names. It waits
 * longer for the stores, so that a busy machine changes little.
 */
final class BenchedService implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern REDIS = Pattern.compile("embedded Redis is at redis://localhost:(\\d+)");

    private final int port = freePort();
    private final Path log = Path.of("target/bench/service.log");
    private final Process process;

    /** Behind a trusted proxy on this machine, so that requests can come from any network. */
    BenchedService(Gateway gateway, Map<String, String> settings) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-jar",
                        "target/bench/quarkus-run.jar")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("QUARKUS_PROFILE", "bench");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(freePort()));
        environment.put("PHONE_AUTH_SECRET", "a bench's own secret, 0123456789");
        environment.put("PHONE_AUTH_ISSUER", "https://auth.example.com");
        environment.put("PHONE_AUTH_SMS_SENDERS", "webhook");
        environment.put("PHONE_AUTH_SMS_WEBHOOK_URL", gateway.url());
        environment.put("PHONE_AUTH_SMS_WEBHOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        environment.put("PHONE_AUTH_GUARD_TRUSTED_PROXIES", "127.0.0.1,::1");
        environment.put("PHONE_AUTH_STORE_TIMEOUT", "5S");
        environment.putAll(settings);
        process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        awaitStart();
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    long pid() {
        return process.pid();
    }

    /** The port of its embedded Redis. */
    int redisPort() throws IOException {
        Matcher line = REDIS.matcher(Files.readString(log));
        if (!line.find()) {
            throw new IllegalStateException("no embedded Redis: see " + log);
        }
        return Integer.parseInt(line.group(1));
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, 10, TimeUnit.SECONDS)
                .thenAccept(Process::destroyForcibly)
                .join();
    }

    private void awaitStart() throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest anything = HttpRequest.newBuilder(uri("/.well-known/jwks.json")).build();
        for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end; Thread.sleep(200)) {
            try {
                http.send(anything, BodyHandlers.discarding());
                return;
            } catch (IOException notYet) {
                if (!process.isAlive()) {
                    break;
                }
            }
        }
        process.destroyForcibly();
        throw new IllegalStateException("the service did not start: see " + log);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
