package dev.phoneauth.guard;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Which network a request comes from: the peer's, or, behind trusted proxies, the last address that none of them vouches
 * for. What a stranger writes into {@code X-Forwarded-For} or {@code Forwarded} (RFC 7239) changes nothing.
 */
@ApplicationScoped
public class CallerNetwork {
    private static final Logger LOG = Logger.getLogger(CallerNetwork.class);
    private static final Pattern FORWARDED_FOR = Pattern.compile("(?i)\\bfor=\"?([^\";,]+)");
    private static final Pattern PORT = Pattern.compile("^(?:\\[([^\\]]+)\\](?::\\d+)?|(\\d+(?:\\.\\d+){3}):\\d+)$");

    private final List<IpSubnetFilterRule> trusted;
    private final AtomicBoolean warned = new AtomicBoolean();

    CallerNetwork(GuardConfig config) {
        trusted = config.trustedProxies().orElse(List.of()).stream()
                .map(CallerNetwork::rule)
                .toList();
    }

    public Network of(HttpServerRequest request) {
        InetAddress peer = address(request.remoteAddress().hostAddress());
        List<String> hops = hops(request);
        if (hops.isEmpty() || !isTrusted(peer)) {
            warnOnce(!hops.isEmpty());
            return Network.of(peer);
        }
        return Network.of(lastUntrusted(peer, hops));
    }

    /** From the nearest hop outwards: each is believed only while the one before it is a trusted proxy. */
    private InetAddress lastUntrusted(InetAddress peer, List<String> hops) {
        InetAddress caller = peer;
        for (int i = hops.size() - 1; i >= 0 && isTrusted(caller); i--) {
            InetAddress hop = address(hops.get(i));
            if (hop == null) {
                return caller;
            }
            caller = hop;
        }
        return caller;
    }

    private static List<String> hops(HttpServerRequest request) {
        List<String> hops = new ArrayList<>();
        for (String header : request.headers().getAll("Forwarded")) {
            for (Matcher matcher = FORWARDED_FOR.matcher(header); matcher.find(); ) {
                hops.add(matcher.group(1).strip());
            }
        }
        if (hops.isEmpty()) {
            request.headers()
                    .getAll("X-Forwarded-For")
                    .forEach(header -> hops.addAll(List.of(header.split("\\s*,\\s*"))));
        }
        return hops;
    }

    private boolean isTrusted(InetAddress address) {
        InetSocketAddress socket = new InetSocketAddress(address, 0);
        return trusted.stream().anyMatch(rule -> rule.matches(socket));
    }

    /** Literal addresses only, with or without a port: no name is ever looked up. */
    private static InetAddress address(String text) {
        Matcher port = PORT.matcher(text.strip());
        String literal = !port.matches() ? text.strip() : port.group(1) != null ? port.group(1) : port.group(2);
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(literal);
        try {
            return bytes == null ? null : InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static IpSubnetFilterRule rule(String block) {
        String[] parts = block.strip().split("/");
        InetAddress base = address(parts[0]);
        int length = parts.length > 1 ? Integer.parseInt(parts[1]) : base.getAddress().length * 8;
        return new IpSubnetFilterRule(base, length, IpFilterRuleType.ACCEPT);
    }

    private void warnOnce(boolean ignored) {
        if (ignored && warned.compareAndSet(false, true)) {
            LOG.warn(
                    "X-Forwarded-For or Forwarded is ignored, as its sender is no trusted proxy. If your own proxy sends it,"
                            + " name its address in phone-auth.guard.trusted-proxies (PHONE_AUTH_GUARD_TRUSTED_PROXIES)");
        }
    }
}
