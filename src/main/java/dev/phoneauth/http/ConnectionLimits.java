package dev.phoneauth.http;

import dev.phoneauth.guard.ClientNetwork;
import dev.phoneauth.guard.Network;
import dev.phoneauth.problem.HttpConfig;
import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
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
    /** Clients of the API cannot use up the connections of health checks. */
    record Peer(Network network, int port) {}

    /** Bytes of an answer that the system keeps for a client that does not read; on Linux twice as much memory. */
    private static final int SEND_BUFFER = 32 * 1024;

    private final Counts<Peer> connections = new Counts<>();
    private final HalfSentBodies halfSentBodies = new HalfSentBodies();

    @Override
    public void postInitializeServerChildChannel(Channel channel) {
        channel.config().setOption(ChannelOption.SO_SNDBUF, SEND_BUFFER);
        channel.pipeline()
                .addFirst(new ConnectionHandler(this, bean(HttpConfig.class).bodyTimeout()));
    }

    /** Empty if it is a trusted proxy, which has no limits of its own. */
    Optional<Peer> peer(Channel channel) {
        InetSocketAddress remote = (InetSocketAddress) channel.remoteAddress();
        int port = ((InetSocketAddress) channel.localAddress()).getPort();
        return bean(ClientNetwork.class).ofPeer(remote.getAddress()).map(network -> new Peer(network, port));
    }

    /** Counts the connection until it ends; false if its peer has one too many. */
    boolean admit(Channel channel, Optional<Peer> peer) {
        int count = peer.map(connections::add).orElse(0);
        peer.ifPresent(counted -> channel.closeFuture().addListener(closed -> connections.remove(counted)));
        return count <= bean(HttpConfig.class).connectionsPerNetwork();
    }

    HalfSentBodies halfSentBodies() {
        return halfSentBodies;
    }

    private static <T> T bean(Class<T> type) {
        return Arc.container().instance(type).get();
    }
}
