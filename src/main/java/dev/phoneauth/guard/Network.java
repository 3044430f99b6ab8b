package dev.phoneauth.guard;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Who is counted as one caller: an IPv4 address, or the /64 of an IPv6 one, which is what one household or phone gets.
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

    /** Masked: an address identifies a person. */
    @Override
    public String toString() {
        return name.substring(0, name.length() / 2) + "*";
    }
}
