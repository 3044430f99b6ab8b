package dev.phoneauth.testsupport;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands in the line between a service and a store, passes everything on, and counts what the store is asked. */
public final class Tap implements AutoCloseable {
    private final Listener listener;
    private final int store;
    private final Protocol protocol;
    private final AtomicInteger asked = new AtomicInteger();

    private Tap(int store, Protocol protocol) {
        this.store = store;
        this.protocol = protocol;
        this.listener = new Listener(this::welcome);
    }

    /** Counts the statements: a client ends each with a Sync, and waits. */
    public static Tap onPostgres(int port) {
        return new Tap(port, new PostgresProtocol());
    }

    /** Counts the commands. */
    public static Tap onRedis(int port) {
        return new Tap(port, Tap::redisCommand);
    }

    public int port() {
        return listener.port();
    }

    public int asked() {
        return asked.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** How to read what a client sends. */
    private interface Protocol {
        /** A whole message, as it came. */
        byte[] read(DataInputStream client) throws IOException;

        default boolean isQuestion(byte[] message) {
            return true;
        }

        default void begin(DataInputStream client, Socket server) throws IOException {}
    }

    /** @see <a href="https://www.postgresql.org/docs/current/protocol-message-formats.html">its messages</a> */
    private static final class PostgresProtocol implements Protocol {
        private static final int PROTOCOL_3 = 3;

        /** The first messages have no type; those before the start ask for encryption. */
        @Override
        public void begin(DataInputStream client, Socket server) throws IOException {
            byte[] message;
            do {
                int length = client.readInt();
                message = withHead(ByteBuffer.allocate(length).putInt(length), client);
                server.getOutputStream().write(message);
            } while (ByteBuffer.wrap(message).getShort(Integer.BYTES) != PROTOCOL_3);
        }

        @Override
        public byte[] read(DataInputStream client) throws IOException {
            byte type = client.readByte();
            int length = client.readInt();
            return withHead(ByteBuffer.allocate(1 + length).put(type).putInt(length), client);
        }

        @Override
        public boolean isQuestion(byte[] message) {
            return message[0] == 'S' || message[0] == 'Q';
        }

        private static byte[] withHead(ByteBuffer message, DataInputStream client) throws IOException {
            client.readFully(message.array(), message.position(), message.remaining());
            return message.array();
        }
    }

    /** @see <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/">an array of bulk strings</a> */
    private static byte[] redisCommand(DataInputStream client) throws IOException {
        ByteArrayOutputStream command = new ByteArrayOutputStream();
        int words = redisLine(client, command);
        for (int i = 0; i < words; i++) {
            int length = redisLine(client, command);
            command.writeBytes(client.readNBytes(length + 2));
        }
        return command.toByteArray();
    }

    /** The number in a line such as {@code *3} or {@code $12}. */
    private static int redisLine(DataInputStream client, ByteArrayOutputStream command) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (byte next = client.readByte(); next != '\n'; next = client.readByte()) {
            line.write(next);
        }
        line.write('\n');
        command.writeBytes(line.toByteArray());
        return Integer.parseInt(
                line.toString(StandardCharsets.US_ASCII).substring(1).strip());
    }

    private void welcome(Socket client) throws IOException {
        Socket server = new Socket(InetAddress.getLoopbackAddress(), store);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        Listener.inBackground(() -> ask(client, server));
        Listener.inBackground(() -> answer(server, client));
    }

    private void ask(Socket client, Socket server) throws IOException {
        try (client;
                server) {
            DataInputStream from = new DataInputStream(client.getInputStream());
            protocol.begin(from, server);
            while (true) {
                byte[] message = protocol.read(from);
                if (protocol.isQuestion(message)) {
                    asked.incrementAndGet();
                }
                server.getOutputStream().write(message);
            }
        }
    }

    private static void answer(Socket server, Socket client) throws IOException {
        try (client;
                server) {
            server.getInputStream().transferTo(client.getOutputStream());
        }
    }
}
