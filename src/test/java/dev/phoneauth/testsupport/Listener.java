package dev.phoneauth.testsupport;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;

/** Accepts connections on a free port of the loopback address. */
final class Listener implements AutoCloseable {
    private static final int BACKLOG = 200;

    private final ServerSocket socket;

    interface Work {
        void run() throws IOException;
    }

    interface Accepted {
        void handle(Socket client) throws IOException;
    }

    Listener(Accepted accepted) {
        try {
            socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        inBackground(() -> {
            while (true) {
                accepted.handle(socket.accept());
            }
        });
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    static void inBackground(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (EOFException | SocketException hungUp) {
                // So ends every connection.
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
