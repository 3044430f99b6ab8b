package dev.phoneauth.guard;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What counts as one client: an IPv4 address, or the /64 of an IPv6 address, which is what one household or phone gets.
 *
 * @param name the address, or the first 64 bits in hexadecimal
 */
public record Network(String name) {
    private static final int PREFIX_BYTES = 8;

    static Network of(InetAddress address) {
        return new Network(
                address instanceof Inet6Address
                        ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), PREFIX_BYTES)) + "::/64"
                        : address.getHostAddress());
    }

    /** Reads an address; no name is looked up. {@code ::ffff:192.0.2.1} becomes IPv4, and a zone id is dropped. */
    static Optional<InetAddress> address(String literal) {
        try {
            byte[] bytes = NetUtil.createByteArrayFromIpAddressString(literal);
            return bytes == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Masked: an address identifies a person. */
    @Override
    public String toString() {
        return name.substring(0, name.length() / 2) + "*";
    }
}
