package dev.phoneauth.guard;

import io.netty.util.NetUtil;
import io.smallrye.common.net.CidrAddress;
import io.smallrye.common.net.Inet;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * What counts as one client: an IPv4 address, or the /64 of an IPv6 address, which is what one household or phone gets.
 *
 * @param name the address, or the block, such as {@code 2001:db8:0:1::/64}
 */
public record Network(String name) {
    static Network of(InetAddress address) {
        return new Network(
                address instanceof Inet6Address
                        ? CidrAddress.create(address, 64).toString()
                        : address.getHostAddress());
    }

    /** Reads an address; no name is looked up. {@code ::ffff:192.0.2.1} becomes IPv4, and a zone id is dropped. */
    static Optional<InetAddress> address(String literal) {
        return Optional.ofNullable(NetUtil.createInetAddressFromIpAddressString(literal.replaceFirst("%.*", "")));
    }

    /** The IPv4 /24 or IPv6 /48 around it: what one operator of servers, or one site, usually has. */
    String wide() {
        CidrAddress block = Inet.parseCidrAddress(name);
        return block == null
                ? name.replaceFirst("[0-9]+$", "0/24")
                : CidrAddress.create(block.getNetworkAddress(), 48).toString();
    }

    /** {@code 198.51.100.*} or {@code 2001:db8:*}: enough for its user to know it by, too little to find a person. */
    public String masked() {
        return name.replaceFirst("^(\\w*:\\w*:|(\\d+\\.){3}).*", "$1*");
    }

    @Override
    public String toString() {
        return masked();
    }
}
