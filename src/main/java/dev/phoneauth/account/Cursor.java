package dev.phoneauth.account;

import dev.phoneauth.problem.Problem;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/** The last one of a page, by which the next begins; opaque to clients. */
record Cursor(Instant time, UUID id) {
    static final Cursor START = new Cursor(Instant.EPOCH, new UUID(0, 0));

    private static final int BYTES = 3 * Long.BYTES;

    /** @throws dev.phoneauth.problem.ProblemException {@code invalid_request} for what no page has given */
    static Cursor parse(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() == BYTES && bytes.getLong(0) >= 0) {
                return new Cursor(
                        Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS),
                        new UUID(bytes.getLong(), bytes.getLong()));
            }
        } catch (IllegalArgumentException notBase64) {
            // Refused below, as is what has another length or time.
        }
        throw Problem.INVALID_REQUEST.failure("cursor", "is not the next_cursor of a page");
    }

    String text() {
        return Base64.getUrlEncoder()
                .encodeToString(ByteBuffer.allocate(BYTES)
                        .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, time))
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array());
    }
}
