package dev.phoneauth.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;

/** Counts the requests of a connection that Vert.x has and has not answered. Vert.x itself works on one, and keeps the others. */
final class RequestCounter extends ChannelDuplexHandler {
    /** As Vert.x names it. */
    private static final String HTTP_ENCODER = "httpEncoder";

    private int unanswered;
    private long complete;
    private boolean isInRequest;
    private boolean isLastAnswered;

    /** The management port speaks HTTP/2 as well, and has an encoder only once it has seen the first bytes. */
    void enter(ChannelPipeline pipeline) {
        if (pipeline.get(HTTP_ENCODER) != null && pipeline.get(RequestCounter.class) == null) {
            pipeline.addAfter(HTTP_ENCODER, null, this);
        }
    }

    /** Whether the answer to a complete request is outstanding. One that is refused early is still to be read. */
    boolean isAnswerOutstanding() {
        return unanswered > (isInRequest ? 1 : 0);
    }

    /** Whether a request has begun and its end has not come. */
    boolean isInRequest() {
        return isInRequest;
    }

    /** Whether an answer said that it closes the connection: what comes after its request is not read. */
    boolean isLastAnswered() {
        return isLastAnswered;
    }

    /** How many requests have been read to their end. */
    long complete() {
        return complete;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest) {
            unanswered++;
            isInRequest = true;
        }
        if (message instanceof LastHttpContent) {
            complete++;
            isInRequest = false;
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise written) {
        if (message instanceof HttpResponse response) {
            isLastAnswered |=
                    response.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
        }
        if (message instanceof LastHttpContent) {
            unanswered = Math.max(0, unanswered - 1);
        }
        context.write(message, written);
    }
}
