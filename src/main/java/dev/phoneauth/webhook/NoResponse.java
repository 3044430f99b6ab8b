package dev.phoneauth.webhook;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import java.io.IOException;

/** Tells an HTTP request without a response from a bug. */
public final class NoResponse {
    private NoResponse() {}

    /** Whether there was no connection, or no response in time: the receiver may have processed the request. */
    public static boolean isCauseOf(Throwable failure) {
        return failure instanceof IOException
                || failure instanceof TimeoutException
                || failure instanceof java.util.concurrent.TimeoutException
                || failure instanceof VertxException;
    }
}
