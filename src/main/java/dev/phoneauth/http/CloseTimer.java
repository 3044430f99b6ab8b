package dev.phoneauth.http;

import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Closes a connection after a time, unless it is stopped. */
final class CloseTimer {
    private Future<?> timer;

    /** Does nothing while it runs. */
    void startOnce(ChannelHandlerContext context, Duration time) {
        if (timer == null) {
            timer = context.executor().schedule(() -> context.close(), time.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
