package dev.phoneauth.http;

import io.netty.buffer.ByteBuf;
import java.util.Queue;

/** Finds where one request ends and the next begins. Vert.x keeps what it gets, and cannot forget it when the connection ends. */
final class RequestHead {
    /** Bytes of {@code GET / HTTP/1.0}, with their line end; after it comes the blank line. */
    private static final int SHORTEST = 15;

    private static final byte CR = '\r';
    private static final byte LF = '\n';

    private RequestHead() {}

    /** Takes from the first of the bytes as far as a blank line, which ends a head: no more than one request begins in them. */
    static ByteBuf next(Queue<ByteBuf> held) {
        ByteBuf first = held.element();
        int length = toBlankLine(first);
        return length < first.readableBytes() ? first.readRetainedSlice(length) : held.remove();
    }

    /** All bytes if no line is blank. */
    private static int toBlankLine(ByteBuf bytes) {
        int end = bytes.writerIndex();
        int line = lineEnd(bytes, Math.min(bytes.readerIndex() + SHORTEST, end) - 1);
        while (line >= 0) {
            int next = line + 1 < end && bytes.getByte(line + 1) == CR ? line + 2 : line + 1;
            if (next < end && bytes.getByte(next) == LF) {
                return next + 1 - bytes.readerIndex();
            }
            line = lineEnd(bytes, line + 1);
        }
        return bytes.readableBytes();
    }

    /** -1 if there is none. */
    private static int lineEnd(ByteBuf bytes, int from) {
        return bytes.indexOf(from, bytes.writerIndex(), LF);
    }
}
