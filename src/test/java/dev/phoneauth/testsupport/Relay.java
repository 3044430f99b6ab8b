package dev.phoneauth.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between the service and a store, and counts how often one waits for the other: every answered turn of the service. */
public final class Relay implements AutoCloseable {
    private final ServerSocket server;
    private final int storePort;
    private final AtomicLong roundTrips = new AtomicLong();

    public Relay(int storePort) {
        this.storePort = storePort;
        try {
            server = new ServerSocket(0, 100, InetAddress.getByName("localhost"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** So far, over all connections. */
    public long roundTrips() {
        return roundTrips.get();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket service = server.accept();
            Socket store = new Socket("localhost", storePort);
            AtomicBoolean asked = new AtomicBoolean();
            start(() -> copy(service, store, () -> asked.set(true)));
            start(() -> copy(store, service, () -> {
                if (asked.getAndSet(false)) {
                    roundTrips.incrementAndGet();
                }
            }));
        }
    }

    private static void copy(Socket from, Socket to, Runnable note) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[65_536];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                note.run();
                out.write(bytes, 0, read);
            }
        }
    }

    private static void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException closed) {
                        // Either side has hung up, or the test is over.
                    }
                },
                "relay");
        thread.setDaemon(true);
        thread.start();
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }
}
