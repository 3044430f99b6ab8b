package dev.phoneauth.token;

import dev.phoneauth.postgres.Postgres;
import dev.phoneauth.postgres.SqlState;
import dev.phoneauth.store.Outage;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;

/**
 * Makes signing keys: the first at the first start, the next ones on a schedule, and one at once after a leak. A key is
 * published before it signs, and until its last token has expired.
 */
@ApplicationScoped
public class KeyRotation {
    private static final String ALL_SEALED =
            "the signing keys in the database are sealed with another phone-auth.secret"
                    + " (PHONE_AUTH_SECRET). If it was changed, give the one before as phone-auth.secret-previous"
                    + " (PHONE_AUTH_SECRET_PREVIOUS)";

    @Inject SessionConfig config;
    @Inject SigningKeys keys;
    @Inject Postgres postgres;
    @Inject Clock clock;

    /**
     * Reads the keys before the first request, and makes the first one.
     *
     * @return fails with {@link ConfigurationException} when none can sign
     */
    public Uni<Void> prepare() {
        return keys.reloadAndReseal().chain(this::addFirst).invoke(this::requireSigner);
    }

    /** Every second: a leaked key that was replaced is trusted no longer than that. */
    @Scheduled(
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> reloadAndRotate() {
        return Outage.bestEffort(keys.reload().chain(this::addIfDue));
    }

    /** A new key signs at once; access tokens signed by the others are refused. */
    Uni<Void> replaceAll() {
        return keys.reload()
                .chain(() -> add(clock.instant(), clock.instant()))
                .chain(added -> added ? keys.reload() : replaceAll());
    }

    private Uni<Void> addFirst() {
        return keys.newest().isPresent() ? Uni.createFrom().voidItem() : addAndReload(clock.instant());
    }

    private void requireSigner() {
        if (keys.signer().isEmpty()) {
            throw new ConfigurationException(ALL_SEALED);
        }
    }

    private Uni<Void> addIfDue() {
        Instant published = clock.instant().plus(config.keysLead());
        boolean due = keys.newest()
                .map(newest -> newest.signsFrom.plus(config.keysRotateEvery()))
                .filter(next -> next.isAfter(published))
                .isEmpty();
        return due ? addAndReload(published) : Uni.createFrom().voidItem();
    }

    private Uni<Void> addAndReload(Instant signsFrom) {
        Instant lastTokenExpired = signsFrom.plus(config.accessTtl()).plus(config.keysLead());
        return add(signsFrom, lastTokenExpired).chain(keys::reload);
    }

    /** False when another replica has made the next generation already. */
    private Uni<Boolean> add(Instant signsFrom, Instant othersRetireAt) {
        SigningKey key = keys.create(signsFrom);
        return postgres.transaction(
                        () -> key.persist().chain(() -> SigningKey.retireBefore(key.generation, othersRetireAt)))
                .replaceWith(true)
                .onFailure(SqlState::isViolation)
                .recoverWithItem(false);
    }
}
