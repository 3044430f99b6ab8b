import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how often each command of a Redis was called, and empties it. */
final class Redis {
    private static final Pattern CALLS = Pattern.compile("cmdstat_(\\w+):calls=(\\d+)");

    private Redis() {}

    /** Removes everything. */
    static void forgetAll(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readNBytes("+OK\r\n".length());
        }
    }

    /** Calls by command, those in scripts included. */
    static Map<String, Long> calls(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("INFO commandstats\r\n".getBytes(StandardCharsets.US_ASCII));
            Matcher line = CALLS.matcher(bulkString(new BufferedInputStream(socket.getInputStream())));
            Map<String, Long> calls = new TreeMap<>();
            while (line.find()) {
                calls.put(line.group(1), Long.parseLong(line.group(2)));
            }
            return calls;
        }
    }

    /** RESP: a dollar sign, the length, the string. */
    private static String bulkString(InputStream in) throws IOException {
        StringBuilder length = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (Character.isDigit(c)) {
                length.append((char) c);
            }
        }
        return new String(in.readNBytes(Integer.parseInt(length.toString())), StandardCharsets.UTF_8);
    }
}
