package dev.phoneauth.guard;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Which network a request comes from: the peer's, or, behind trusted proxies, the last address that none of them vouches
 * for. What a stranger writes into {@code X-Forwarded-For} or {@code Forwarded} changes nothing.
 */
@ApplicationScoped
public class CallerNetwork {
    private static final Logger LOG = Logger.getLogger(CallerNetwork.class);

    private final ProxyHeader header;
    private final List<AddressBlock> trusted;
    private final AtomicBoolean warned = new AtomicBoolean();

    CallerNetwork(GuardConfig config) {
        header = config.proxyHeader();
        trusted = config.trustedProxies().orElse(List.of()).stream()
                .map(AddressBlock::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Whether it can name trusted proxies: an address or a CIDR block, such as {@code 10.0.0.0/8}. */
    public static boolean isProxy(String text) {
        return AddressBlock.parse(text).isPresent();
    }

    public Network of(HttpServerRequest request) {
        return of(request.remoteAddress().hostAddress(), request.headers());
    }

    /** @param peer a literal address */
    Network of(String peer, MultiMap headers) {
        InetAddress address = Addresses.address(peer).orElseThrow();
        if (!isTrusted(address)) {
            warnOnceIfForwarded(headers);
            return Network.of(address);
        }
        return Network.of(caller(address, header.nodes(headers)));
    }

    /**
     * From the nearest node outwards: each is believed only while the one before it is a trusted proxy. One that is no
     * address ({@code unknown}, {@code _hidden}) tells nothing, so the caller is whoever wrote it.
     */
    private InetAddress caller(InetAddress peer, List<String> nodes) {
        InetAddress caller = peer;
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Optional<InetAddress> node = Addresses.node(nodes.get(i));
            if (node.isEmpty()) {
                return caller;
            }
            if (!isTrusted(node.get())) {
                return node.get();
            }
            caller = node.get();
        }
        return caller;
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(block -> block.contains(address));
    }

    private void warnOnceIfForwarded(MultiMap headers) {
        boolean forwarded = Stream.of(ProxyHeader.values()).anyMatch(any -> any.isIn(headers));
        if (forwarded && warned.compareAndSet(false, true)) {
            LOG.warn(
                    "X-Forwarded-For or Forwarded is ignored, as its sender is no trusted proxy. If your own proxy sends it,"
                            + " name its address in phone-auth.guard.trusted-proxies (PHONE_AUTH_GUARD_TRUSTED_PROXIES)");
        }
    }
}
