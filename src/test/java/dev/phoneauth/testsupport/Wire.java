package dev.phoneauth.testsupport;

import io.restassured.builder.ResponseBuilder;
import io.restassured.http.Header;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Requests byte by byte, for those that no HTTP client would send. */
public final class Wire {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final String CONTENT_TYPE = "Content-Type";
    private static final byte[] END_OF_HEAD = ascii("\r\n\r\n");

    private final int port;
    private final String from;

    private Wire(int port, String from) {
        this.port = port;
        this.from = from;
    }

    /** To a service on this machine. */
    public static Wire to(int port) {
        return new Wire(port, "127.0.0.1");
    }

    /** The same from another address of this machine, such as {@code 127.0.0.2}. */
    public Wire from(String address) {
        return new Wire(port, address);
    }

    /** A request head with these header lines, and {@code Host}; ends with the blank line. */
    public static byte[] head(String requestLine, String... headers) {
        return ascii(requestLine + " HTTP/1.1\r\nHost: localhost\r\n"
                + String.join("", Stream.of(headers).map(line -> line + "\r\n").toList()) + "\r\n");
    }

    /** A whole request, its length told. */
    public static byte[] request(String requestLine, byte[] body, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Content-Length: " + body.length;
        return join(head(requestLine, all), body);
    }

    /** The body as {@code Transfer-Encoding: chunked} has it, in chunks of at most so many bytes. */
    public static byte[] chunked(byte[] body, int size) {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (int i = 0; i < body.length; i += size) {
            byte[] chunk = Arrays.copyOfRange(body, i, Math.min(body.length, i + size));
            chunks.writeBytes(join(ascii(Integer.toHexString(chunk.length) + "\r\n"), chunk, ascii("\r\n")));
        }
        chunks.writeBytes(ascii("0\r\n\r\n"));
        return chunks.toByteArray();
    }

    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        List.of(parts).forEach(joined::writeBytes);
        return joined.toByteArray();
    }

    /** Sends the bytes and reads the first final answer. */
    public Response send(byte[]... parts) {
        try (Socket socket = connect()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            for (byte[] part : parts) {
                socket.getOutputStream().write(part);
                socket.getOutputStream().flush();
            }
            return answer(socket.getInputStream());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Sends the bytes and reads all there is to read until the other side closes. */
    public String sendAndReadAll(byte[] bytes) {
        try (Socket socket = connect()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(bytes);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Sends the bytes and waits for nothing. */
    public Socket begin(byte[] bytes) {
        try {
            Socket socket = connect();
            socket.getOutputStream().write(bytes);
            return socket;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Socket connect() throws IOException {
        return new Socket("127.0.0.1", port, InetAddress.getByName(from), 0);
    }

    public static void hangUp(Socket socket) {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Response answer(InputStream in) throws IOException {
        String[] lines = readHead(in).split("\r\n");
        int status = Integer.parseInt(lines[0].split(" ")[1]);
        if (status < 200) {
            return answer(in);
        }
        Headers headers = new Headers(Stream.of(lines).skip(1).map(Wire::header).toList());
        return response(status, headers, in.readNBytes(Integer.parseInt(value(headers, "Content-Length", "0"))));
    }

    private static Response response(int status, Headers headers, byte[] body) {
        ResponseBuilder response = new ResponseBuilder().setStatusCode(status).setBody(body);
        headers.asList().stream()
                .filter(header -> !header.hasSameNameAs(new Header(CONTENT_TYPE, "")))
                .forEach(header -> response.setHeader(header.getName(), header.getValue()));
        return response.setContentType(value(headers, CONTENT_TYPE, "")).build();
    }

    private static String value(Headers headers, String name, String otherwise) {
        return headers.hasHeaderWithName(name) ? headers.getValue(name) : otherwise;
    }

    private static String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!endsHead(head.toByteArray())) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed after: " + head);
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static boolean endsHead(byte[] head) {
        int start = head.length - END_OF_HEAD.length;
        return start >= 0 && Arrays.equals(head, start, head.length, END_OF_HEAD, 0, END_OF_HEAD.length);
    }

    private static Header header(String line) {
        int colon = line.indexOf(':');
        return new Header(line.substring(0, colon), line.substring(colon + 1).strip());
    }
}
