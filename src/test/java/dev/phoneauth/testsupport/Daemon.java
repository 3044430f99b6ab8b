package dev.phoneauth.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A server of a Debian package as a process of its own; a test that needs an absent one is skipped. */
public final class Daemon implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final int port;
    private final Process process;

    private Daemon(int port, List<String> command) throws IOException {
        this.port = port;
        Path output = Files.createTempFile("phone-auth-daemon", ".log");
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Ports.awaitOpen(port, PATIENCE);
    }

    /** @param arguments for the port that it shall listen on */
    public static Daemon start(String name, IntFunction<List<String>> arguments) {
        String executable = executable(name);
        int port = Ports.free();
        try {
            return new Daemon(
                    port,
                    Stream.concat(Stream.of(executable), arguments.apply(port).stream())
                            .toList());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** @param settings for the port that it shall listen on: the content of the file that is its argument {@code -f} */
    public static Daemon startWithFile(String name, IntFunction<String> settings) {
        return start(name, port -> List.of("-f", temporaryFile(settings.apply(port))));
    }

    private static String temporaryFile(String content) {
        try {
            return Files.writeString(Files.createTempFile("phone-auth-daemon", ".conf"), content)
                    .toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Its path; skips the test if it is absent. */
    public static String executable(String name) {
        Optional<Path> executable = Stream.of("/usr/bin/", "/usr/sbin/")
                .map(directory -> Path.of(directory + name))
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(executable.isPresent(), name + " is not installed; Debian has it as a package");
        return executable.orElseThrow().toString();
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
