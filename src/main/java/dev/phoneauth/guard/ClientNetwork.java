package dev.phoneauth.guard;

import io.smallrye.common.net.CidrAddress;
import io.smallrye.common.net.Inet;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Finds the network that a request comes from: the peer's, or, behind trusted proxies, the last one that they name. Quarkus
 * itself believes the left-most address, which the client can forge where its proxy appends.
 */
@ApplicationScoped
public class ClientNetwork {
    private static final Logger LOG = Logger.getLogger(ClientNetwork.class);

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String IGNORED =
            "X-Forwarded-For is ignored, because its sender is not a trusted proxy. If your own proxy"
                    + " sends it, name its address in phone-auth.guard.trusted-proxies (PHONE_AUTH_GUARD_TRUSTED_PROXIES)";

    /** {@code [2001:db8::1]}, with or without a port, or {@code 192.0.2.1:4711}. */
    private static final Pattern NODE = Pattern.compile("\\A(?:\\[([^\\]]*)](?::\\w+)?|([0-9.]+):\\w+)\\z");

    private final List<CidrAddress> trusted;
    private final AtomicBoolean warned = new AtomicBoolean();

    ClientNetwork(GuardConfig config) {
        trusted = config.trustedProxies().orElse(List.of()).stream()
                .flatMap(proxy -> block(proxy).stream())
                .toList();
    }

    /** Whether the text can name trusted proxies: an address or a CIDR block, such as {@code 10.0.0.0/8}. */
    public static boolean isProxy(String text) {
        return block(text).isPresent();
    }

    public Network of(HttpServerRequest request) {
        return of(request.remoteAddress().hostAddress(), request.headers());
    }

    /** The network of a connection; empty if it is a trusted proxy's. */
    public Optional<Network> ofPeer(InetAddress peer) {
        return Optional.of(peer).filter(address -> !isTrusted(address)).map(Network::of);
    }

    /** @param peer a literal address */
    Network of(String peer, MultiMap headers) {
        InetAddress address = Network.address(peer).orElseThrow();
        if (isTrusted(address)) {
            return Network.of(client(address, String.join(",", headers.getAll(FORWARDED_FOR))));
        }
        if (headers.contains(FORWARDED_FOR) && warned.compareAndSet(false, true)) {
            LOG.warn(IGNORED);
        }
        return Network.of(address);
    }

    /**
     * From the nearest proxy outwards, an address is believed while the one that wrote it is a trusted proxy. Where it wrote
     * no address ({@code unknown}, {@code _hidden}), it counts as the client itself.
     */
    private InetAddress client(InetAddress writer, String forwarded) {
        int before = forwarded.lastIndexOf(',');
        return address(forwarded.substring(before + 1))
                .map(client ->
                        before < 0 || !isTrusted(client) ? client : client(client, forwarded.substring(0, before)))
                .orElse(writer);
    }

    private static Optional<InetAddress> address(String node) {
        return Network.address(NODE.matcher(node.strip()).replaceFirst("$1$2"));
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(block -> block.matches(address));
    }

    private static Optional<CidrAddress> block(String text) {
        String proxy = text.strip().replaceFirst("^::ffff:(?=[0-9.]+(/|$))", "");
        return proxy.contains("/")
                ? Optional.ofNullable(Inet.parseCidrAddress(proxy))
                : Network.address(proxy)
                        .map(address -> CidrAddress.create(address, address.getAddress().length * Byte.SIZE));
    }
}
