package dev.phoneauth.guard;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses with the same first bits.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4632#section-3.1">RFC 4632, section 3.1 (CIDR notation)</a>
 */
record AddressBlock(byte[] base, int length) {
    private static final Pattern CIDR = Pattern.compile("([^/]+)(?:/(\\d{1,3}))?");

    /** An address, or one with the length of a prefix, such as {@code 10.0.0.0/8}; empty if it is neither. */
    static Optional<AddressBlock> parse(String text) {
        Matcher cidr = CIDR.matcher(text.strip());
        if (!cidr.matches()) {
            return Optional.empty();
        }
        return Addresses.address(cidr.group(1))
                .map(InetAddress::getAddress)
                .map(base -> new AddressBlock(
                        base, cidr.group(2) == null ? base.length * Byte.SIZE : Integer.parseInt(cidr.group(2))))
                .filter(block -> block.length <= block.base.length * Byte.SIZE);
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == base.length && firstBits(bytes).equals(firstBits(base));
    }

    private BigInteger firstBits(byte[] bytes) {
        return new BigInteger(1, bytes).shiftRight(bytes.length * Byte.SIZE - length);
    }
}
