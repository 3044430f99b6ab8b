package dev.phoneauth.sms;

import dev.phoneauth.sms.SendResult.Verdict;
import dev.phoneauth.webhook.NoResponse;
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

/** HTTP client of one gateway. A text is certainly not sent when there was no connection; it may be when there was one. */
class GatewayClient {
    private static final int CONNECTIONS = 64;
    private static final int WAITING = 256;
    private static final int KEEP_ALIVE_SECONDS = 15;

    private final WebClient http;
    private final Duration timeout;

    GatewayClient(Vertx vertx, SmsConfig.Http config) {
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
     * Sends the request and reads the answer.
     *
     * @param within the time limit, if shorter than the timeout of the settings
     */
    Uni<SendResult> exchange(
            HttpRequest<Buffer> request,
            Duration within,
            Function<HttpRequest<Buffer>, Uni<HttpResponse<Buffer>>> send,
            Function<HttpResponse<Buffer>, SendResult> read) {
        Duration limit = within.compareTo(timeout) < 0 ? within : timeout;
        return send.apply(request.timeout(Math.max(1, limit.toMillis())))
                .ifNoItem()
                .after(limit)
                .fail()
                .map(read)
                .onFailure(GatewayClient::isUnconnected)
                .recoverWithItem(failure -> Verdict.UNAVAILABLE.because(reason(failure)))
                .onFailure(NoResponse::isCauseOf)
                .recoverWithItem(failure -> Verdict.UNKNOWN.because(reason(failure)));
    }

    /** The JSON object in an answer, or an empty one. */
    static JsonObject json(HttpResponse<Buffer> answer) {
        try {
            return Optional.ofNullable(answer.bodyAsJsonObject()).orElseGet(JsonObject::new);
        } catch (DecodeException | ClassCastException noObject) {
            return new JsonObject();
        }
    }

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
