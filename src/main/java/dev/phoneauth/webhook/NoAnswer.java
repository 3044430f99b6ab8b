package dev.phoneauth.webhook;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import java.io.IOException;

/** Tells an exchange that broke off, or never came about, from a mistake of ours. */
public final class NoAnswer {
    private NoAnswer() {}

    /** Whether the other side did not answer, or not in time: what it has done meanwhile nobody knows. */
    public static boolean isCauseOf(Throwable failure) {
        return failure instanceof IOException
                || failure instanceof TimeoutException
                || failure instanceof java.util.concurrent.TimeoutException
                || failure instanceof VertxException;
    }
}
