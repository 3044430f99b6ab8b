package dev.phoneauth.guard;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads literal addresses; no name is ever looked up. */
final class Addresses {
    /** {@code [2001:db8::1]}, with or without a port, or {@code 192.0.2.1:4711} (RFC 7239, section 6). */
    private static final Pattern NODE = Pattern.compile("\\[([^\\]]*)](?::\\w+)?|([0-9.]+):\\w+");

    private Addresses() {}

    /** A bare address; an IPv4 one in IPv6 clothes ({@code ::ffff:192.0.2.1}) is read as what it is, a zone id is dropped. */
    static Optional<InetAddress> address(String literal) {
        try {
            byte[] bytes = NetUtil.createByteArrayFromIpAddressString(literal);
            return bytes == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** As a proxy writes it: with or without a port. */
    static Optional<InetAddress> node(String text) {
        Matcher node = NODE.matcher(text);
        if (!node.matches()) {
            return address(text);
        }
        return address(node.group(1) != null ? node.group(1) : node.group(2));
    }
}
