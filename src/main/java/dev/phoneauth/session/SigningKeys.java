package dev.phoneauth.session;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;

/** The signing keys as this process knows them: given as files, or those of all replicas, read now and then. */
@ApplicationScoped
class SigningKeys {
    /** Strangers may name keys that nobody has: however many do, the database is asked ten times a second at most. */
    private static final Duration GATHERING = Duration.ofMillis(100);

    private final SigningKeyStore store;
    private final Clock clock;
    private final boolean given;
    private volatile KeyRing ring;
    private final AtomicLong reads = new AtomicLong();
    private long kept;
    private Uni<KeyRing> next;

    SigningKeys(SigningKeyStore store, KeyFiles files, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.ring = files.read();
        this.given = !ring.keys().isEmpty();
    }

    /** Whether they came as files, so that nothing is made or read here. */
    boolean areGiven() {
        return given;
    }

    KeyRing ring() {
        return ring;
    }

    SigningKey signer() {
        return ring.signer(clock.instant()).orElseThrow(() -> new IllegalStateException("no key to sign with"));
    }

    Optional<SigningKey> find(String id) {
        return ring.find(id, clock.instant());
    }

    Stream<SigningKey> published() {
        return ring.published(clock.instant());
    }

    Uni<KeyRing> reload() {
        return load(store::read);
    }

    /** As {@link #reload}; what is sealed with the secret before the one in force is sealed anew. */
    Uni<KeyRing> reloadAndReseal() {
        return load(store::readAndReseal);
    }

    private Uni<KeyRing> load(Function<KeyRing, Uni<KeyRing>> read) {
        return Uni.createFrom()
                .item(reads::incrementAndGet)
                .chain(turn -> read.apply(ring).invoke(loaded -> keep(turn, loaded)));
    }

    /**
     * As {@link #reload}, for a key that is not known here: all who ask within a moment share one read, which begins after
     * the last of them has asked. It ends on any thread.
     */
    synchronized Uni<KeyRing> reloadSoon() {
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

    /** Of two reads under way, the one that began last knows all that the other does, whichever ends first. */
    private synchronized void keep(long turn, KeyRing read) {
        if (turn > kept) {
            kept = turn;
            ring = read;
        }
    }

    private synchronized void gathered() {
        next = null;
    }
}
