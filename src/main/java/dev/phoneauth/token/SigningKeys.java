package dev.phoneauth.token;

import dev.phoneauth.postgres.Postgres;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jose4j.jwk.PublicJsonWebKey;

/** The signing keys as this process knows them: given as files, or read from the table of all replicas now and then. */
@ApplicationScoped
class SigningKeys {
    /** Clients may name keys that do not exist: however many do, the table is read at most ten times a second for them. */
    private static final Duration GATHERING = Duration.ofMillis(100);

    private static final Comparator<SigningKey> BY_AGE = Comparator.comparingInt(key -> key.generation);

    private final Postgres postgres;
    private final KeySeal seal;
    private final Clock clock;
    private final boolean given;
    private final AtomicLong reads = new AtomicLong();
    private volatile List<SigningKey> keys;
    private long kept;
    private Uni<Void> next;

    SigningKeys(Postgres postgres, KeySeal seal, KeyFiles files, Clock clock) {
        this.postgres = postgres;
        this.seal = seal;
        this.clock = clock;
        this.keys = files.read();
        this.given = !keys.isEmpty();
    }

    /** Whether they came as files, so that none is made or read here. */
    boolean areGiven() {
        return given;
    }

    /** The newest whose time has come; before that, which only a clock set back makes happen, the oldest. */
    Optional<SigningKey> signer() {
        return published()
                .filter(SigningKey::hasPrivateKey)
                .filter(key -> !key.signsFrom.isAfter(clock.instant()))
                .max(BY_AGE)
                .or(() -> published().filter(SigningKey::hasPrivateKey).min(BY_AGE));
    }

    Optional<SigningKey> newest() {
        return keys.stream().max(BY_AGE);
    }

    /** Also those that are yet to sign, and those whose last tokens have not expired. */
    Stream<SigningKey> published() {
        return keys.stream().filter(key -> key.isPublishedAt(clock.instant()));
    }

    Optional<SigningKey> find(String id) {
        return published().filter(key -> key.kid.equals(id)).findFirst();
    }

    Uni<Void> reload() {
        return load(() -> postgres.read(SigningKey::listByGeneration));
    }

    /** As {@link #reload}; what is sealed with the secret before the one in force is sealed anew. */
    Uni<Void> reloadAndReseal() {
        return load(() ->
                postgres.transaction(() -> SigningKey.listByGeneration().invoke(all -> all.forEach(seal::renew))));
    }

    /**
     * As {@link #reload}, for a key that is not known here: all who ask within a moment share one read, which begins after
     * the last of them asked. It ends on any thread. Keys given as files are not read again.
     */
    synchronized Uni<Void> reloadSoon() {
        if (given) {
            return Uni.createFrom().voidItem();
        }
        if (next == null) {
            next = Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(GATHERING)
                    .invoke(this::gathered)
                    .chain(this::reload)
                    .memoize()
                    .indefinitely();
        }
        return next;
    }

    private Uni<Void> load(Supplier<Uni<List<SigningKey>>> read) {
        return Uni.createFrom()
                .item(reads::incrementAndGet)
                .chain(turn -> read.get().invoke(rows -> keep(turn, rows)))
                .replaceWithVoid();
    }

    /** Of two reads under way, the one that began last knows all that the other does, whichever ends first. */
    private synchronized void keep(long turn, List<SigningKey> rows) {
        if (turn > kept) {
            rows.forEach(row -> row.with(pair(row)));
            kept = turn;
            keys = rows;
        }
    }

    /** Opened once: one that is known is not opened again. */
    private PublicJsonWebKey pair(SigningKey row) {
        return keys.stream()
                .filter(known -> known.kid.equals(row.kid) && known.hasPrivateKey())
                .map(known -> known.jwk)
                .findFirst()
                .or(() -> seal.open(row))
                .orElseGet(() -> SigningKey.jwk(row.publicKey));
    }

    private synchronized void gathered() {
        next = null;
    }
}
