package dev.phoneauth.http;

import dev.phoneauth.guard.ClientNetwork;
import dev.phoneauth.problem.HttpConfig;
import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Bounds what one connection takes, and how many one address has, on both ports. Vert.x and Quarkus only see a connection
 * once it has sent a whole request, and they answer requests whose sender takes no answers. Netty finds this class by
 * {@code META-INF/services}, see {@code Main}.
 */
@RegisterForReflection
public class ConnectionLimits extends ChannelInitializerExtension {
    /** For a phone on a slow network that downloads the docs page. */
    private static final Duration TAKE_ANSWERS_WITHIN = Duration.ofSeconds(30);

    /** More than the service needs for any answer once a request is there. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);

    private final Map<String, Integer> connections = new ConcurrentHashMap<>();

    @Override
    public void postInitializeServerChildChannel(Channel channel) {
        channel.pipeline().addFirst(new Connection());
    }

    private boolean admit(String address) {
        int limit = bean(HttpConfig.class).connectionsPerAddress();
        return connections.merge(address, 1, Integer::sum) <= limit
                || bean(ClientNetwork.class).isTrustedProxy(address);
    }

    private void release(String address) {
        connections.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }

    private static <T> T bean(Class<T> type) {
        return Arc.container().instance(type).get();
    }

    private final class Connection extends ChannelDuplexHandler {
        private String address;
        private boolean readIsPostponed;
        private Future<?> answerIsDue;
        private Future<?> takingIsDue;

        @Override
        public void channelActive(ChannelHandlerContext connection) {
            address = ((InetSocketAddress) connection.channel().remoteAddress())
                    .getAddress()
                    .getHostAddress();
            if (admit(address)) {
                connection.fireChannelActive();
            } else {
                connection.close();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext connection) {
            release(address);
            cancel(answerIsDue);
            cancel(takingIsDue);
            connection.fireChannelInactive();
        }

        /** A request whose end does not come is not answered, in its header lines or after them. */
        @Override
        public void channelRead(ChannelHandlerContext connection, Object bytes) {
            if (answerIsDue == null) {
                answerIsDue = closeAfter(bean(HttpConfig.class).bodyTimeout().plus(ANSWERED_WITHIN), connection);
            }
            connection.fireChannelRead(bytes);
        }

        @Override
        public void write(ChannelHandlerContext connection, Object bytes, ChannelPromise written) {
            cancel(answerIsDue);
            answerIsDue = null;
            connection.write(bytes, written);
        }

        /** Takes no further request while the answers to the ones before wait to be taken. */
        @Override
        public void read(ChannelHandlerContext connection) {
            readIsPostponed = !connection.channel().isWritable();
            if (!readIsPostponed) {
                connection.read();
            }
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext connection) {
            cancel(takingIsDue);
            if (!connection.channel().isWritable()) {
                takingIsDue = closeAfter(TAKE_ANSWERS_WITHIN, connection);
            } else if (readIsPostponed) {
                read(connection);
            }
            connection.fireChannelWritabilityChanged();
        }

        private Future<?> closeAfter(Duration time, ChannelHandlerContext connection) {
            return connection.executor().schedule(() -> connection.close(), time.toMillis(), TimeUnit.MILLISECONDS);
        }

        private static void cancel(Future<?> due) {
            if (due != null) {
                due.cancel(false);
            }
        }
    }
}
