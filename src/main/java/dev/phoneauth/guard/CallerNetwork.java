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
    /** Stands for the peer of a Unix domain socket among the trusted proxies. */
    static final String UNIX = "unix";

    private static final Logger LOG = Logger.getLogger(CallerNetwork.class);

    private final ProxyHeader header;
    private final List<AddressBlock> trusted;
    private final boolean unixTrusted;
    private final AtomicBoolean warned = new AtomicBoolean();

    CallerNetwork(GuardConfig config) {
        List<String> proxies = config.trustedProxies().orElse(List.of());
        header = config.proxyHeader();
        trusted = proxies.stream()
                .map(AddressBlock::parse)
                .flatMap(Optional::stream)
                .toList();
        unixTrusted = proxies.contains(UNIX);
    }

    public Network of(HttpServerRequest request) {
        return of(request.remoteAddress().hostAddress(), request.headers());
    }

    /** @param peer null for a Unix domain socket */
    Network of(String peer, MultiMap headers) {
        Optional<InetAddress> address = Optional.ofNullable(peer).flatMap(Addresses::address);
        if (!address.map(this::isTrusted).orElse(unixTrusted)) {
            warnOnceIfForwarded(headers);
            return address.map(Network::of).orElse(Network.LOCAL);
        }
        return caller(address, header.nodes(headers)).map(Network::of).orElse(Network.LOCAL);
    }

    /**
     * From the nearest node outwards: each is believed only while the one before it is a trusted proxy. One that is no
     * address ({@code unknown}, {@code _hidden}) tells nothing, so the caller is whoever wrote it.
     */
    private Optional<InetAddress> caller(Optional<InetAddress> peer, List<String> nodes) {
        Optional<InetAddress> caller = peer;
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Optional<InetAddress> node = Addresses.node(nodes.get(i));
            if (node.isEmpty()) {
                return caller;
            }
            if (!isTrusted(node.get())) {
                return node;
            }
            caller = node;
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
