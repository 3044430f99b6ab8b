package dev.phoneauth.http;

import dev.phoneauth.http.ConnectionLimits.Peer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Passes on no further requests of a client that does not read the answers, or while one is not answered: other connections
 * have their turn in between.
 */
final class ConnectionHandler extends ChannelDuplexHandler {
    /** For a phone on a slow network that downloads the docs page. */
    private static final Duration READ_ANSWERS_WITHIN = Duration.ofSeconds(30);
    /** More than the service needs for any answer once a request is there. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);

    private static final long BETWEEN_TURNS_MILLIS = 1;

    private final ConnectionLimits limits;
    private final Duration bodyTimeout;
    private final RequestCounter requests = new RequestCounter();
    private final Queue<ByteBuf> held = new ArrayDeque<>();
    private final CloseTimer answerTimer = new CloseTimer();
    private final CloseTimer readTimer = new CloseTimer();
    private boolean waitsForTurn;
    private boolean isBodyHalfSent;
    private ChannelHandlerContext context;
    private Optional<Peer> peer = Optional.empty();

    ConnectionHandler(ConnectionLimits limits, Duration bodyTimeout) {
        this.limits = limits;
        this.bodyTimeout = bodyTimeout;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        peer = limits.peer(context.channel());
        if (limits.admit(context.channel(), peer)) {
            context.fireChannelActive();
        } else {
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        answerTimer.stop();
        readTimer.stop();
        discardHeld();
        limits.halfSentBodies().remove(this);
        context.fireChannelInactive();
    }

    private void discardHeld() {
        held.forEach(ByteBuf::release);
        held.clear();
    }

    /** A request whose end does not come is not answered, in its header lines or after them. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        if (requests.isLastAnswered()) {
            ReferenceCountUtil.release(bytes);
            return;
        }
        answerTimer.startOnce(context, bodyTimeout.plus(ANSWERED_WITHIN));
        held.add((ByteBuf) bytes);
        if (held.size() == 1 && !waitsForTurn) {
            passOn(context);
        }
        readOn(context);
    }

    private boolean takesMore(ChannelHandlerContext context) {
        return !held.isEmpty()
                && context.channel().isWritable()
                && !requests.isAnswerOutstanding()
                && !requests.isLastAnswered();
    }

    /** To the end of a request: then the next connection has its turn. */
    private void passOn(ChannelHandlerContext context) {
        long complete = requests.complete();
        while (takesMore(context) && requests.complete() == complete) {
            requests.enter(context.pipeline());
            context.fireChannelRead(RequestHead.next(held));
        }
        // The management port would speak HTTP/2, whose streams no limit here sees.
        if (context.pipeline().get(Http2ConnectionHandler.class) != null) {
            context.close();
        }
    }

    /** Reads from the connection again when everything is passed on; until then, waits for the next turn. */
    private void readOn(ChannelHandlerContext context) {
        context.channel().config().setAutoRead(held.isEmpty() && mayReadBody());
        waitForTurn(context);
    }

    private boolean mayReadBody() {
        boolean isHalfSent = requests.isInRequest() && !requests.isLastAnswered();
        if (isBodyHalfSent && !isHalfSent) {
            limits.halfSentBodies().remove(this);
        }
        isBodyHalfSent = isHalfSent;
        return !isHalfSent || limits.halfSentBodies().mayRead(this, peer);
    }

    /** From any thread. */
    void readOn() {
        context.executor().execute(() -> readOn(context));
    }

    /** From any thread. */
    void close() {
        context.channel().close();
    }

    private void waitForTurn(ChannelHandlerContext context) {
        if (!waitsForTurn && takesMore(context)) {
            waitsForTurn = true;
            context.executor().schedule(() -> takeTurn(context), BETWEEN_TURNS_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void takeTurn(ChannelHandlerContext context) {
        waitsForTurn = false;
        passOn(context);
        // Vert.x sends its answers then.
        context.fireChannelReadComplete();
        readOn(context);
    }

    @Override
    public void write(ChannelHandlerContext context, Object bytes, ChannelPromise written) {
        answerTimer.stop();
        if (requests.isLastAnswered()) {
            discardHeld();
            context.channel().config().setAutoRead(true);
        }
        waitForTurn(context);
        context.write(bytes, written);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            readTimer.stop();
            waitForTurn(context);
        } else {
            readTimer.startOnce(context, READ_ANSWERS_WITHIN);
        }
        context.fireChannelWritabilityChanged();
    }

    /** Vert.x answers a broken chunk, but closes the connection before it sends the answer. */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise closed) {
        context.flush();
        context.close(closed);
    }
}
