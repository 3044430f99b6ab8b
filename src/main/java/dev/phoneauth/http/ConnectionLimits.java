package dev.phoneauth.http;

import dev.phoneauth.guard.ClientNetwork;
import dev.phoneauth.guard.Network;
import dev.phoneauth.problem.HttpConfig;
import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Bounds what one connection takes, and how many one network has, on both ports. Vert.x and Quarkus only see a connection
 * once it has sent a whole request, and they answer requests whose sender takes no answers. Netty finds this class by
 * {@code META-INF/services}, see {@code Main}.
 */
@RegisterForReflection
public class ConnectionLimits extends ChannelInitializerExtension {
    private final NetworkCounts connections = new NetworkCounts();

    @Override
    public void postInitializeServerChildChannel(Channel channel) {
        channel.pipeline()
                .addFirst(new ConnectionHandler(this, bean(HttpConfig.class).bodyTimeout()));
    }

    /** Empty for a trusted proxy, which has no limit. */
    static Optional<Network> network(InetSocketAddress peer) {
        return bean(ClientNetwork.class).ofPeer(peer.getAddress());
    }

    /** Counts the connection, until it is released; false if it is one too many. */
    boolean admit(Network network) {
        return connections.add(network) <= bean(HttpConfig.class).connectionsPerNetwork();
    }

    void release(Network network) {
        connections.remove(network);
    }

    private static <T> T bean(Class<T> type) {
        return Arc.container().instance(type).get();
    }
}
