package dev.phoneauth.http;

import dev.phoneauth.problem.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
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

/**
 * A body must be JSON in uncompressed UTF-8 (RFC 8259, section 8.1). Jackson alone reads UTF-16 and overlong UTF-8 too, and an
 * empty body as null (JsonTest, RequestBodiesTest).
 */
@Provider
public class JsonBodies implements ReaderInterceptor {
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
}
