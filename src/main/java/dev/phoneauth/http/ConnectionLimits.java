package dev.phoneauth.http;

import dev.phoneauth.guard.ClientNetwork;
import dev.phoneauth.problem.HttpConfig;
import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bounds what one connection takes, and how many one address has, on both ports. Vert.x and Quarkus only see a connection
 * once it has sent a whole request, and they answer requests whose sender takes no answers. Netty finds this class by
 * {@code META-INF/services}, see {@code Main}.
 */
@RegisterForReflection
public class ConnectionLimits extends ChannelInitializerExtension {
    private final Map<String, Integer> connections = new ConcurrentHashMap<>();

    @Override
    public void postInitializeServerChildChannel(Channel channel) {
        channel.pipeline().addFirst(new Connection(this));
    }

    boolean admit(String address) {
        int limit = bean(HttpConfig.class).connectionsPerAddress();
        return connections.merge(address, 1, Integer::sum) <= limit
                || bean(ClientNetwork.class).isTrustedProxy(address);
    }

    void release(String address) {
        connections.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }

    Duration bodyTimeout() {
        return bean(HttpConfig.class).bodyTimeout();
    }

    private static <T> T bean(Class<T> type) {
        return Arc.container().instance(type).get();
    }
}
