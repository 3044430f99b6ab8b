package dev.phoneauth.user;

import java.util.UUID;
import org.hibernate.id.uuid.UuidVersion7Strategy;

/** Identifiers that tell nothing but their age. */
public final class Ids {
    private Ids() {}

    /** A UUID of version 7 (RFC 9562, section 5.7): ordered by time, so that new rows lie together. */
    public static UUID next() {
        return UuidVersion7Strategy.INSTANCE.generateUuid(null);
    }
}
