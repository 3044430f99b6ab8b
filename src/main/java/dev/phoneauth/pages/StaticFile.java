package dev.phoneauth.pages;

import dev.phoneauth.store.Resource;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quarkus.runtime.util.HashUtil;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A text that does not change while the service runs. It is compressed once: Quarkus would do it for every request, which takes
 * 60 ms of an event loop for the script of Swagger UI.
 */
final class StaticFile {
    /** After an upgrade a browser has the new page within ten minutes, or at once when it is reloaded. */
    private static final String CACHED = "public, max-age=600";

    private final String type;
    private final String etag;
    private final byte[] compressed;

    /**
     * Outside of the heap, from the first request on: all clients share the bytes, also those that read slowly. Netty would
     * copy an array of the heap for each of them.
     */
    private volatile ByteBuf sharedCompressed;

    private volatile ByteBuf sharedPlain;

    StaticFile(String type, String text) {
        this.type = type + ";charset=UTF-8";
        this.etag = HashUtil.sha1(text);
        this.compressed = compress(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @param path in the class path, ending with {@code html}, {@code css}, {@code js} or {@code svg} */
    static StaticFile of(String path) {
        return new StaticFile(mediaType(path.substring(path.lastIndexOf('.') + 1)), Resource.text(path));
    }

    void answer(RoutingContext context) {
        HttpServerResponse response = context.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, CACHED)
                .putHeader(HttpHeaders.VARY, "Accept, Accept-Encoding");
        context.etag(etag);
        if (context.isFresh()) {
            response.setStatusCode(304).end();
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, type).end(body(context));
        }
    }

    private Buffer body(RoutingContext context) {
        if (context.parsedHeaders().acceptEncoding().stream()
                .anyMatch(coding -> coding.value().equals("gzip") && coding.weight() > 0)) {
            context.response().putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
            if (sharedCompressed == null) {
                sharedCompressed = shared(compressed);
            }
            return buffer(sharedCompressed);
        }
        if (sharedPlain == null) {
            sharedPlain = shared(decompressed());
        }
        return buffer(sharedPlain);
    }

    private static ByteBuf shared(byte[] bytes) {
        return Unpooled.unreleasableBuffer(Unpooled.directBuffer(bytes.length).writeBytes(bytes));
    }

    /** The way of Vert.x 5 to say so does not exist in Vert.x 4. */
    @SuppressWarnings("deprecation")
    private static Buffer buffer(ByteBuf shared) {
        return Buffer.buffer(shared.duplicate());
    }

    private static String mediaType(String extension) {
        return switch (extension) {
            case "html" -> "text/html";
            case "css" -> "text/css";
            case "js" -> "text/javascript";
            case "svg" -> "image/svg+xml";
            default -> throw new IllegalArgumentException(extension);
        };
    }

    private static byte[] compress(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private byte[] decompressed() {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            return gzip.readAllBytes();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
