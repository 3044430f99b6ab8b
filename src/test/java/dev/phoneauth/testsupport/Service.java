package dev.phoneauth.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The packaged service as a process of its own, as production runs it; for {@code *IT} classes, which run after packaging.
 * With {@code ./mvnw verify -Dnative} it is the native executable.
 */
public final class Service implements AutoCloseable {
    private static final List<String> COMMAND = command(
            System.getProperty("phone-auth.executable"),
            System.getProperty("phone-auth.jar", "target/quarkus-app/quarkus-run.jar"));
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int port = Ports.free();
    private final int managementPort = Ports.free();
    private final Path output;
    private final Process process;

    private Service(Map<String, String> settings) {
        try {
            output = Files.createTempFile("phone-auth-service", ".log");
            process = launch(settings);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** In the demo profile, on these stores; returns when it is ready. */
    public static Service start(Stores stores) {
        return start(stores, Map.of("QUARKUS_PROFILE", "demo"));
    }

    /** On these stores, with settings as environment variables; production unless they name a profile. Returns when it is ready. */
    public static Service start(Stores stores, Map<String, String> settings) {
        Service service = launchOn(stores.environment(), settings);
        return service.await(Service::isReady);
    }

    /** As {@link #start}, but returns at once: for a start that shall fail, or that others shall see half done. */
    public static Service launchOn(Map<String, String> stores, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(stores);
        environment.putAll(settings);
        return new Service(environment);
    }

    public Api api() {
        return Api.at("http://localhost:" + port);
    }

    public int port() {
        return port;
    }

    public int managementPort() {
        return managementPort;
    }

    public long pid() {
        return process.pid();
    }

    /** What a balancer or an orchestrator is told on the management port. */
    public boolean isReady() {
        return answers("ready");
    }

    public boolean isLive() {
        return answers("live");
    }

    /** All it has printed so far. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Returns when it holds, for a service that is still there. */
    public Service await(Predicate<Service> holds) {
        for (long end = System.nanoTime() + PATIENCE.toNanos(); !holds.test(this); Ports.pause()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                kill();
                throw new IllegalStateException("waited for in vain:\n" + output());
            }
        }
        return this;
    }

    /** {@code SIGTERM}, and the exit code it ends with. */
    public int terminate() {
        process.destroy();
        return awaitExit();
    }

    /** {@code kill -9}. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    public int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("still running:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        kill();
    }

    private boolean answers(String health) {
        try {
            var connection =
                    (HttpURLConnection) URI.create("http://localhost:" + managementPort + "/q/health/" + health)
                            .toURL()
                            .openConnection();
            return connection.getResponseCode() == 200;
        } catch (IOException gone) {
            return false;
        }
    }

    private static List<String> command(String executable, String jar) {
        return executable == null
                ? List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar)
                : List.of(executable);
    }

    /** With nothing of this machine's own settings. */
    private Process launch(Map<String, String> settings) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(COMMAND).redirectErrorStream(true).redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("PHONE_AUTH_") || name.startsWith("QUARKUS_"));
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
        environment.putAll(Operator.settings());
        environment.putAll(settings);
        return builder.start();
    }
}
