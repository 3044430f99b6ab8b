package dev.phoneauth.session;

import dev.phoneauth.guard.Network;

/** Enough of a network for its user to know it by, too little to find a person. */
final class MaskedNetwork {
    private static final int GROUP = 4;

    private MaskedNetwork() {}

    /** {@code 198.51.100.*} of an IPv4 address, {@code 2001:db8:*} of an IPv6 network; any other name as it is. */
    static String of(Network network) {
        String name = network.name();
        if (name.endsWith("/64")) {
            return group(name, 0) + ":" + group(name, 1) + ":*";
        }
        int lastByte = name.lastIndexOf('.');
        return lastByte < 0 ? name : name.substring(0, lastByte) + ".*";
    }

    private static String group(String hexadecimal, int index) {
        return Integer.toHexString(Integer.parseInt(hexadecimal.substring(index * GROUP, (index + 1) * GROUP), 16));
    }
}
