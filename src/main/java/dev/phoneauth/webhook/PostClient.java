package dev.phoneauth.webhook;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.MultiMap;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Collectors;

/** HTTP client for POST requests to gateways and to the receiver of events. It follows no redirects. */
@ApplicationScoped
public class PostClient {
    private final WebClient http;
    private final Clock clock;

    PostClient(Vertx vertx, Clock clock) {
        this.clock = clock;
        this.http = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setFollowRedirects(false)
                        .setUserAgent("phone-auth")
                        .setConnectTimeout(500) // milliseconds; longer: users wait for a gateway that is down
                        .setMaxPoolSize(64) // for each server
                        .setMaxWaitQueueSize(256)
                        .setKeepAliveTimeout(15)); // seconds
    }

    /** @param within the connection is closed when nothing arrives for this long; the caller limits the whole request */
    public HttpRequest<Buffer> post(String url, Duration within) {
        return http.postAbs(url).timeout(within.toMillis());
    }

    /** Sends JSON, signed by the rules of Standard Webhooks; the id is the same when the same message is sent again. */
    public Uni<HttpResponse<Buffer>> postSigned(
            String url, WebhookSecret secret, String id, String body, Duration within) {
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        return post(url, within)
                .putHeader("Content-Type", "application/json")
                .putHeader(WebhookSecret.ID, id)
                .putHeader(WebhookSecret.TIMESTAMP, timestamp)
                .putHeader(WebhookSecret.SIGNATURE, secret.sign(id, timestamp, body))
                .sendBuffer(Buffer.buffer(body));
    }

    /** With its length: {@code sendForm} of Vert.x sends chunks, which some servers do not read. */
    public static Uni<HttpResponse<Buffer>> sendForm(HttpRequest<Buffer> request, MultiMap form) {
        String body = form.entries().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return request.putHeader("Content-Type", "application/x-www-form-urlencoded")
                .sendBuffer(Buffer.buffer(body));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** @param base may end with a slash */
    public static String join(String base, String path) {
        return base.replaceFirst("/$", "") + path;
    }

    /** The JSON object in a body, which may be null; an empty one if it is none. */
    public static JsonObject json(String body) {
        try {
            return Json.decodeValue(String.valueOf(body)) instanceof JsonObject object ? object : new JsonObject();
        } catch (DecodeException noJson) {
            return new JsonObject();
        }
    }
}
