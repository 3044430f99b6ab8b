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
    private final Counts<Peer> connections = new Counts<>();

    /** Clients of the API cannot use up the connections of health checks. */
    private record Peer(Network network, int port) {}

    @Override
    public void postInitializeServerChildChannel(Channel channel) {
        channel.pipeline()
                .addFirst(new ConnectionHandler(this, bean(HttpConfig.class).bodyTimeout()));
    }

    /** Counts the connection until it ends; false if its network has one too many. A trusted proxy has no limit. */
    boolean admit(Channel channel) {
        InetSocketAddress remote = (InetSocketAddress) channel.remoteAddress();
        int port = ((InetSocketAddress) channel.localAddress()).getPort();
        Optional<Peer> peer =
                bean(ClientNetwork.class).ofPeer(remote.getAddress()).map(network -> new Peer(network, port));
        int count = peer.map(connections::add).orElse(0);
        peer.ifPresent(counted -> channel.closeFuture().addListener(closed -> connections.remove(counted)));
        return count <= bean(HttpConfig.class).connectionsPerNetwork();
    }

    private static <T> T bean(Class<T> type) {
        return Arc.container().instance(type).get();
    }
}
