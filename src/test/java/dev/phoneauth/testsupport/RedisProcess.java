package dev.phoneauth.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/** A Redis server, or a Sentinel, that is a process of its own. */
public final class RedisProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int port;
    private final Process process;

    private RedisProcess(int port, Process process) {
        this.port = port;
        this.process = process;
        Ports.awaitOpen(port, PATIENCE);
    }

    static RedisProcess start(int port, Path data, String... options) {
        List<String> command = new ArrayList<>(List.of(executable(data), "--port", Integer.toString(port)));
        command.addAll(List.of("--bind", "127.0.0.1", "--dir", data.toString()));
        command.addAll(List.of(options));
        return new RedisProcess(port, launch(command));
    }

    /** Watches the primary on its own: it needs no second Sentinel's vote. */
    static RedisProcess startSentinel(int port, Path data, String primary, int primaryPort) {
        Path file = data.resolve("sentinel.conf");
        try {
            Files.writeString(file, """
                    port %d
                    bind 127.0.0.1
                    dir %s
                    sentinel monitor %s 127.0.0.1 %d 1
                    sentinel down-after-milliseconds %s 2000
                    """.formatted(port, data, primary, primaryPort, primary));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return new RedisProcess(port, launch(List.of(executable(data), file.toString(), "--sentinel")));
    }

    public int port() {
        return port;
    }

    /** The whole answer to one command, as Redis writes it; empty if it breaks the connection, as one that is promoted does. */
    public String command(String command) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            return "";
        }
    }

    /** {@code kill -9}: connections break at once. */
    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    private static Process launch(List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String executable(Path data) {
        try {
            return ExecutableProvider.newJarResourceProvider(data.toFile())
                    .get()
                    .getPath();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
