package dev.phoneauth.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An address that leads to one server now and to another one later, as that of a primary; connections stay where they are. */
public final class Address implements AutoCloseable {
    private final Listener listener;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile int target;

    private Address(int target) {
        this.target = target;
        this.listener = new Listener(this::accept);
    }

    public static Address of(int port) {
        return new Address(port);
    }

    public int port() {
        return listener.port();
    }

    /** Where new connections come to. */
    public void lead(int port) {
        target = port;
    }

    /** Breaks all connections, as a server that ends does. */
    public void cut() {
        open.forEach(Address::close);
        open.clear();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        cut();
    }

    private void accept(Socket client) throws IOException {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            open.addAll(List.of(client, server));
            Listener.inBackground(() -> pass(client, server));
            Listener.inBackground(() -> pass(server, client));
        } catch (IOException refused) {
            client.close();
        }
    }

    private static void pass(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            to.setTcpNoDelay(true);
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
