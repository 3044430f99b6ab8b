package dev.phoneauth.guard;

import io.vertx.core.MultiMap;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header in which proxies name the address that they forward for. Only the one that is set is read: proxies pass the
 * other through as the client wrote it.
 */
enum ProxyHeader {
    X_FORWARDED_FOR("X-Forwarded-For", value -> List.of(value.split(",", -1))),

    /** RFC 7239, section 4. */
    FORWARDED("Forwarded", ProxyHeader::forwarded);

    /** {@code [2001:db8::1]}, with or without a port, or {@code 192.0.2.1:4711} (RFC 7239, section 6). */
    private static final Pattern NODE = Pattern.compile("\\[([^\\]]*)](?::\\w+)?|([0-9.]+):\\w+");

    /** A parameter of {@code Forwarded} and its separator; within quotes, commas and semicolons are text. */
    private static final Pattern PARAMETER =
            Pattern.compile("([^=,;\"]*+)(?:=(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^,;\"]*+)))?+\\s*+([,;]|\\z)");

    private static final String UNKNOWN = "unknown";

    private final String header;
    private final Function<String, List<String>> parser;

    ProxyHeader(String header, Function<String, List<String>> parser) {
        this.header = header;
        this.parser = parser;
    }

    /** The addresses that the proxies have written, the nearest proxy's last; empty where one wrote no address. */
    List<Optional<InetAddress>> addresses(MultiMap headers) {
        return headers.getAll(header).stream()
                .flatMap(value -> parser.apply(value).stream())
                .map(node -> address(node.strip()))
                .toList();
    }

    boolean isIn(MultiMap headers) {
        return headers.contains(header);
    }

    private static Optional<InetAddress> address(String text) {
        Matcher node = NODE.matcher(text);
        if (!node.matches()) {
            return Network.address(text);
        }
        return Network.address(node.group(1) != null ? node.group(1) : node.group(2));
    }

    /** The {@code for} of each element. A quote that is never closed may hide elements, so that none of them is believed. */
    private static List<String> forwarded(String value) {
        List<String> nodes = new ArrayList<>();
        String node = null;
        Matcher parameter = PARAMETER.matcher(value);
        while (parameter.lookingAt()) {
            if (node == null && parameter.group(1).strip().equalsIgnoreCase("for")) {
                node = parameter.group(2) != null ? parameter.group(2) : parameter.group(3);
            }
            if (!parameter.group(4).equals(";")) {
                nodes.add(Objects.requireNonNullElse(node, UNKNOWN));
                node = null;
            }
            if (parameter.group(4).isEmpty()) {
                return nodes;
            }
            parameter.region(parameter.end(), value.length());
        }
        return List.of(UNKNOWN);
    }
}
