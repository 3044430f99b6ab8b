package dev.phoneauth.session;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The signing keys as they were known at one moment. */
record KeyRing(List<SigningKey> keys) {
    private static final Comparator<SigningKey> BY_AGE = Comparator.comparingInt(SigningKey::generation);

    /** The newest whose time has come; before that, which only a clock set back makes happen, the oldest there is. */
    Optional<SigningKey> signer(Instant now) {
        return published(now)
                .filter(key -> key.maySignAt(now))
                .max(BY_AGE)
                .or(() -> published(now)
                        .filter(key -> key.privateKey().isPresent())
                        .min(BY_AGE));
    }

    /** What tokens are verified with: also those that are yet to sign, and those whose last tokens still live. */
    Stream<SigningKey> published(Instant now) {
        return keys.stream().filter(key -> key.isPublishedAt(now));
    }

    Optional<SigningKey> find(String id, Instant now) {
        return find(id).filter(key -> key.isPublishedAt(now));
    }

    /** Whatever its times. */
    Optional<SigningKey> find(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    Optional<SigningKey> newest() {
        return keys.stream().max(BY_AGE);
    }
}
