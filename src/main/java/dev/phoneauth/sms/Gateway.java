package dev.phoneauth.sms;

import dev.phoneauth.webhook.NoAnswer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLHandshakeException;

/** Talks HTTP to one gateway, and tells an end at which surely no text went out from one that tells nothing. */
class Gateway {
    private static final int CONNECTIONS = 64;
    private static final int WAITING = 256;
    private static final int KEEP_ALIVE_SECONDS = 15;

    private final WebClient http;
    private final Duration timeout;

    Gateway(Vertx vertx, SmsConfig.Http config) {
        timeout = config.timeout();
        http = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setFollowRedirects(false)
                        .setUserAgent("phone-auth")
                        .setConnectTimeout((int) config.connectTimeout().toMillis())
                        .setMaxPoolSize(CONNECTIONS)
                        .setMaxWaitQueueSize(WAITING)
                        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS));
    }

    HttpRequest<Buffer> post(URI url) {
        return http.postAbs(url.toString());
    }

    /**
     * Sends what {@code send} makes of the request, and reads the answer.
     *
     * @param within an upper bound beside the sender's own timeout
     */
    Uni<Outcome> exchange(
            HttpRequest<Buffer> request,
            Duration within,
            Function<HttpRequest<Buffer>, Uni<HttpResponse<Buffer>>> send,
            Function<HttpResponse<Buffer>, Outcome> read) {
        Duration patience = within.compareTo(timeout) < 0 ? within : timeout;
        return send.apply(request.timeout(Math.max(1, patience.toMillis())))
                .ifNoItem()
                .after(patience)
                .fail()
                .map(read)
                .onFailure(Gateway::isUnconnected)
                .recoverWithItem(failure -> Outcome.later(reason(failure)))
                .onFailure(NoAnswer::isCauseOf)
                .recoverWithItem(failure -> Outcome.unknown(reason(failure)));
    }

    /** The JSON object in an answer; an empty one where there is something else, or nothing. */
    static JsonObject json(HttpResponse<Buffer> answer) {
        try {
            return Optional.ofNullable(answer.bodyAsJsonObject()).orElseGet(JsonObject::new);
        } catch (DecodeException | ClassCastException noObject) {
            return new JsonObject();
        }
    }

    /** No connection was made, so the gateway has not even heard of the text. */
    private static boolean isUnconnected(Throwable failure) {
        return failure instanceof ConnectException
                || failure instanceof UnknownHostException
                || failure instanceof SSLHandshakeException
                || failure instanceof ConnectionPoolTooBusyException;
    }

    private static String reason(Throwable failure) {
        return failure.getClass().getSimpleName();
    }
}
