package dev.phoneauth.postgres;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.hibernate.id.uuid.UuidVersion7Strategy;

/** The ids of rows. */
public final class Ids {
    /** As this service writes them: {@link UUID#fromString} takes other spellings too. */
    private static final Pattern SPELLING = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private Ids() {}

    /** A UUID of version 7 (RFC 9562, section 5.7): ordered by time, so that new rows lie together. */
    public static UUID next() {
        return UuidVersion7Strategy.INSTANCE.generateUuid(null);
    }

    /** Empty unless the text is an id as this service writes it; also of null. */
    public static Optional<UUID> parse(String text) {
        return Optional.ofNullable(text).filter(SPELLING.asMatchPredicate()).map(UUID::fromString);
    }
}
