package dev.phoneauth.token;

import dev.phoneauth.postgres.Postgres;
import dev.phoneauth.secret.MasterSecret;
import dev.phoneauth.secret.Seal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The signing keys as this process knows them: those of all replicas, read from their table every second. */
@ApplicationScoped
class SigningKeys {
    private static final Comparator<SigningKey> BY_AGE = Comparator.comparingInt(key -> key.generation);

    private final Postgres postgres;
    private final Seal seal;
    private final Clock clock;
    private volatile List<SigningKey> keys = List.of();

    SigningKeys(Postgres postgres, MasterSecret secret, Clock clock) {
        this.postgres = postgres;
        this.seal = secret.seal("signing-key");
        this.clock = clock;
    }

    /** The newest that may sign by now. If none may yet, as after the clock was set back, the oldest. */
    Optional<SigningKey> signer() {
        List<SigningKey> able = published()
                .filter(SigningKey::isForEs256)
                .filter(SigningKey::hasPrivateKey)
                .toList();
        return able.stream()
                .filter(key -> !key.signsFrom.isAfter(clock.instant()))
                .max(BY_AGE)
                .or(() -> able.stream().min(BY_AGE));
    }

    Optional<SigningKey> newest() {
        return keys.stream().filter(SigningKey::isForEs256).max(BY_AGE);
    }

    /** Also those that are yet to sign, and those whose last tokens have not expired. */
    Stream<SigningKey> published() {
        return keys.stream().filter(key -> key.retiresAt == null || key.retiresAt.isAfter(clock.instant()));
    }

    Optional<SigningKey> find(String id) {
        return published().filter(key -> key.kid.equals(id)).findFirst();
    }

    Uni<Void> reload() {
        return postgres.read(SigningKey::list).invoke(this::keep).replaceWithVoid();
    }

    /** As {@link #reload}; what is sealed with the secret before the one in force is sealed anew. */
    Uni<Void> reloadAndReseal() {
        return reload().chain(() -> keys.stream().allMatch(key -> seal.isCurrent(key.kid, key.sealedPair))
                ? Uni.createFrom().voidItem()
                : reseal());
    }

    private Uni<Void> reseal() {
        return postgres.transaction(() -> SigningKey.list().invoke(all -> all.forEach(key -> key.reseal(seal))))
                .replaceWithVoid();
    }

    /** The next key, which is yet to be stored. */
    SigningKey create(Instant signsFrom) {
        SigningKey key = SigningKey.generated();
        key.generation = keys.stream().mapToInt(known -> known.generation).max().orElse(0) + 1;
        key.createdAt = clock.instant();
        key.signsFrom = signsFrom;
        key.seal(seal);
        return key;
    }

    private void keep(List<SigningKey> rows) {
        rows.forEach(row -> known(row).ifPresentOrElse(known -> row.jwk = known.jwk, () -> row.open(seal)));
        // Not sorted by the query: to parse an "order by" takes a tenth of the CPU time of a start.
        keys = rows.stream().sorted(BY_AGE).toList();
    }

    /** Rows are read every second: a pair that is open already is not opened again. */
    private Optional<SigningKey> known(SigningKey row) {
        return keys.stream()
                .filter(known -> known.kid.equals(row.kid) && known.hasPrivateKey())
                .findFirst();
    }
}
