package dev.phoneauth.http;

import dev.phoneauth.guard.Network;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** Reads no further requests of a client that does not read the answers. */
final class ConnectionHandler extends ChannelDuplexHandler {
    /** For a phone on a slow network that downloads the docs page. */
    private static final Duration READ_ANSWERS_WITHIN = Duration.ofSeconds(30);
    /** More than the service needs for any answer once a request is there. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);
    /** More than the largest request, unless its chunks are tiny. */
    private static final int UNANSWERED_BYTES = 96 * 1024;

    private final ConnectionLimits limits;
    private final Duration bodyTimeout;
    private final Queue<ByteBuf> held = new ArrayDeque<>();
    private final CloseTimer answerTimer = new CloseTimer();
    private final CloseTimer readTimer = new CloseTimer();
    private Optional<Network> network = Optional.empty();
    private long unanswered;

    ConnectionHandler(ConnectionLimits limits, Duration bodyTimeout) {
        this.limits = limits;
        this.bodyTimeout = bodyTimeout;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        network = ConnectionLimits.network((InetSocketAddress) context.channel().remoteAddress());
        if (network.map(limits::admit).orElse(true)) {
            context.fireChannelActive();
        } else {
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        network.ifPresent(limits::release);
        answerTimer.stop();
        readTimer.stop();
        held.forEach(ByteBuf::release);
        held.clear();
        context.fireChannelInactive();
    }

    /** A request whose end does not come is not answered, in its header lines or after them. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        answerTimer.startOnce(context, bodyTimeout.plus(ANSWERED_WITHIN));
        if (held.isEmpty() && takesMore(context)) {
            passOn(context, (ByteBuf) bytes);
        } else {
            held.add((ByteBuf) bytes);
            context.channel().config().setAutoRead(false);
        }
    }

    /** No further request while answers wait to be taken, or many requests for an answer. */
    private boolean takesMore(ChannelHandlerContext context) {
        return context.channel().isWritable() && unanswered < UNANSWERED_BYTES;
    }

    private void passOn(ChannelHandlerContext context, ByteBuf bytes) {
        unanswered += bytes.readableBytes();
        context.fireChannelRead(bytes);
    }

    private void resume(ChannelHandlerContext context) {
        while (!held.isEmpty() && takesMore(context)) {
            passOn(context, held.remove());
        }
        // Vert.x sends its answers then.
        context.fireChannelReadComplete();
        context.channel().config().setAutoRead(held.isEmpty());
    }

    @Override
    public void write(ChannelHandlerContext context, Object bytes, ChannelPromise written) {
        answerTimer.stop();
        unanswered = 0;
        resumeIfHeld(context);
        context.write(bytes, written);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            readTimer.stop();
            resumeIfHeld(context);
        } else {
            readTimer.startOnce(context, READ_ANSWERS_WITHIN);
        }
        context.fireChannelWritabilityChanged();
    }

    /** In a task of its own, as a write may happen while bytes are passed on. */
    private void resumeIfHeld(ChannelHandlerContext context) {
        if (!held.isEmpty()) {
            context.executor().execute(() -> resume(context));
        }
    }

    /** Vert.x answers a broken chunk, but closes the connection before it sends the answer. */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise closed) {
        context.flush();
        context.close(closed);
    }
}
