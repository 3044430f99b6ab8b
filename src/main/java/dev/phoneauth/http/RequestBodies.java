package dev.phoneauth.http;

import dev.phoneauth.problem.HttpConfig;
import dev.phoneauth.problem.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.SecurityHandlerPriorities;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Reads request bodies up to {@code quarkus.http.limits.max-body-size}, for no longer than {@link HttpConfig#bodyTimeout}.
 * Quarkus limits the size too, but without a problem as the answer, and limits a body of unknown length only on worker
 * threads; it has no limit of time (RequestBodiesTest, HalfSentBodiesTest). A body must be uncompressed UTF-8 (RFC 8259,
 * section 8.1): Jackson alone reads UTF-16 and overlong UTF-8 too, and an empty body as null (JsonTest, RequestBodiesTest).
 */
@Provider
@ApplicationScoped
public class RequestBodies implements ReaderInterceptor {
    /** Before authentication, unlike Quarkus' own check; after the CORS headers, so that web pages can read the answer. */
    static final int READ = SecurityHandlerPriorities.CORS - 2;

    private static final Set<HttpMethod> WITH_BODY =
            Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    @ConfigProperty(name = "quarkus.http.limits.max-body-size")
    MemorySize limit;

    @Inject HttpConfig config;

    void register(@Observes Filters filters) {
        filters.register(RequestBodies::refuseAmbiguous, READ + 1);
        filters.register(RequestBodies::forgetType, READ + 1);
        filters.register(this::limitTime, READ + 1);
        filters.register(BodyHandler.create(false).setBodyLimit(limit.asLongValue()), READ);
    }

    /** REST resources get the body that was read here; Quarkus would wait for it once more. */
    @ServerRequestFilter(preMatching = true)
    public void handOn(ContainerRequestContext context, RoutingContext routing) {
        Buffer body = routing.body().buffer();
        context.setEntityStream(new ByteArrayInputStream(body == null ? new byte[0] : body.getBytes()));
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (context.getType() != String.class && !isJson(context.getMediaType())) {
            throw Problem.UNSUPPORTED_MEDIA_TYPE.failure();
        }
        String encoding = context.getHeaders().getFirst(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw Problem.UNSUPPORTED_MEDIA_TYPE.failure("Send the body as it is, without Content-Encoding.");
        }
        byte[] body = context.getInputStream().readAllBytes();
        if (!isUtf8(body)) {
            throw Problem.INVALID_REQUEST.failure("The body is not UTF-8");
        }
        context.setInputStream(new ByteArrayInputStream(body));
        return Optional.ofNullable(context.proceed())
                .orElseThrow(() -> Problem.INVALID_REQUEST.failure("The body is empty"));
    }

    /** Quarkus would also make a record with one component out of {@code text/plain}. */
    private static boolean isJson(MediaType type) {
        return "application".equalsIgnoreCase(type.getType())
                && type.getSubtype().toLowerCase(Locale.ROOT).matches("json|.+\\+json");
    }

    /** JSON in UTF-16 and UTF-32 has NUL bytes, JSON in UTF-8 has none. */
    private static boolean isUtf8(byte[] body) {
        ByteBuf bytes = Unpooled.wrappedBuffer(body);
        return ByteBufUtil.isText(bytes, StandardCharsets.UTF_8) && bytes.bytesBefore((byte) 0) < 0;
    }

    /**
     * A proxy may have read two hosts or several transfer codings in another way (RFC 9112, sections 3.2 and 6.1). Netty refuses
     * codings that do not end with {@code chunked}.
     */
    private static void refuseAmbiguous(RoutingContext context) {
        MultiMap headers = context.request().headers();
        String coding = headers.get(HttpHeaderNames.TRANSFER_ENCODING);
        if (headers.getAll(HttpHeaders.HOST).size() > 1 || (coding != null && !coding.equalsIgnoreCase("chunked"))) {
            context.fail(400);
        } else {
            context.next();
        }
    }

    /** Vert.x throws an {@code IllegalStateException} for the type of a form with any other method (RequestBodiesTest). */
    private static void forgetType(RoutingContext context) {
        if (!WITH_BODY.contains(context.request().method())) {
            context.request().headers().remove(HttpHeaders.CONTENT_TYPE);
        }
        context.next();
    }

    /** An idle timeout does not end a body that comes one byte at a time. */
    private void limitTime(RoutingContext context) {
        long timer = context.vertx().setTimer(config.bodyTimeout().toMillis(), late -> giveUp(context));
        context.addEndHandler(ended -> context.vertx().cancelTimer(timer));
        context.next();
    }

    private static void giveUp(RoutingContext context) {
        if (!context.request().isEnded()) {
            context.fail(408);
        }
    }
}
