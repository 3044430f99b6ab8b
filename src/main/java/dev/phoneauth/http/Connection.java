package dev.phoneauth.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Passes on what a client sends, as long as it takes the answers. */
final class Connection extends ChannelDuplexHandler {
    /** For a phone on a slow network that downloads the docs page. */
    private static final Duration TAKE_ANSWERS_WITHIN = Duration.ofSeconds(30);
    /** More than the service needs for any answer once a request is there. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);
    /** More than the largest request. */
    private static final int UNANSWERED_BYTES = 96 * 1024;

    private final ConnectionLimits limits;
    private final Queue<ByteBuf> held = new ArrayDeque<>();
    private String address;
    private long unanswered;
    private Future<?> answerIsDue;
    private Future<?> takingIsDue;

    Connection(ConnectionLimits limits) {
        this.limits = limits;
    }

    @Override
    public void channelActive(ChannelHandlerContext connection) {
        address = ((InetSocketAddress) connection.channel().remoteAddress())
                .getAddress()
                .getHostAddress();
        if (limits.admit(address)) {
            connection.fireChannelActive();
        } else {
            connection.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext connection) {
        limits.release(address);
        cancel(answerIsDue);
        cancel(takingIsDue);
        held.forEach(ByteBuf::release);
        held.clear();
        connection.fireChannelInactive();
    }

    /** A request whose end does not come is not answered, in its header lines or after them. */
    @Override
    public void channelRead(ChannelHandlerContext connection, Object bytes) {
        if (answerIsDue == null) {
            answerIsDue = closeAfter(limits.bodyTimeout().plus(ANSWERED_WITHIN), connection);
        }
        if (held.isEmpty() && takesMore(connection)) {
            passOn(connection, (ByteBuf) bytes);
        } else {
            held.add((ByteBuf) bytes);
            connection.channel().config().setAutoRead(false);
        }
    }

    /** No further request while answers wait to be taken, or many requests for an answer. */
    private boolean takesMore(ChannelHandlerContext connection) {
        return connection.channel().isWritable() && unanswered < UNANSWERED_BYTES;
    }

    private void passOn(ChannelHandlerContext connection, ByteBuf bytes) {
        unanswered += bytes.readableBytes();
        connection.fireChannelRead(bytes);
    }

    private void resume(ChannelHandlerContext connection) {
        while (!held.isEmpty() && takesMore(connection)) {
            passOn(connection, held.remove());
        }
        connection.channel().config().setAutoRead(held.isEmpty());
    }

    @Override
    public void write(ChannelHandlerContext connection, Object bytes, ChannelPromise written) {
        cancel(answerIsDue);
        answerIsDue = null;
        unanswered = 0;
        resumeIfHeld(connection);
        connection.write(bytes, written);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext connection) {
        cancel(takingIsDue);
        if (connection.channel().isWritable()) {
            resumeIfHeld(connection);
        } else {
            takingIsDue = closeAfter(TAKE_ANSWERS_WITHIN, connection);
        }
        connection.fireChannelWritabilityChanged();
    }

    /** Later: this is called while bytes are passed on, too. */
    private void resumeIfHeld(ChannelHandlerContext connection) {
        if (!held.isEmpty()) {
            connection.executor().execute(() -> resume(connection));
        }
    }

    /** Vert.x answers a broken chunk, but closes the connection before it sends the answer. */
    @Override
    public void close(ChannelHandlerContext connection, ChannelPromise closed) {
        connection.flush();
        connection.close(closed);
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
