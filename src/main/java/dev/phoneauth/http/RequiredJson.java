package dev.phoneauth.http;

import dev.phoneauth.problem.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Requires a body, in UTF-8 without compression. Jackson alone reads UTF-16 and overlong UTF-8 too, and hands null to a
 * resource for an empty body (JsonTest, RequestBodiesTest).
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259#section-8.1">RFC 8259, section 8.1</a>
 */
@Provider
public class RequiredJson implements ReaderInterceptor {
    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        refuseEncoded(context.getHeaders().getFirst(HttpHeaders.CONTENT_ENCODING));
        byte[] body = context.getInputStream().readAllBytes();
        if (!isUtf8(body)) {
            throw Problem.INVALID_REQUEST.failure("The body is not UTF-8");
        }
        context.setInputStream(new ByteArrayInputStream(body));
        Object request = context.proceed();
        if (request == null) {
            throw Problem.INVALID_REQUEST.failure("The body is empty");
        }
        return request;
    }

    private static void refuseEncoded(String encoding) {
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw Problem.UNSUPPORTED_MEDIA_TYPE.failure("Send the body as it is, without Content-Encoding.");
        }
    }

    /** JSON in UTF-16 and UTF-32 has NUL bytes, JSON in UTF-8 has none. */
    private static boolean isUtf8(byte[] body) {
        ByteBuf bytes = Unpooled.wrappedBuffer(body);
        return ByteBufUtil.isText(bytes, StandardCharsets.UTF_8) && bytes.bytesBefore((byte) 0) < 0;
    }
}
