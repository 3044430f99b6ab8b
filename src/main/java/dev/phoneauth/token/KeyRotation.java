package dev.phoneauth.token;

import dev.phoneauth.postgres.Postgres;
import dev.phoneauth.postgres.SqlState;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jose4j.jwk.PublicJsonWebKey;

/**
 * Makes signing keys: the first at the first start, the next ones on a schedule, and one at once after a leak. A key is
 * published before it signs, and until its last token has expired.
 */
@ApplicationScoped
class KeyRotation {
    private static final Logger LOG = Logger.getLogger(KeyRotation.class);

    @Inject SessionConfig config;
    @Inject SigningKeys keys;
    @Inject KeySeal seal;
    @Inject Postgres postgres;
    @Inject Clock clock;

    /** Every second: a leaked key that was replaced is trusted no longer than that. */
    @Scheduled(
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> tend() {
        return keys.areGiven()
                ? Uni.createFrom().voidItem()
                : keys.reload()
                        .chain(this::addIfDue)
                        .onFailure()
                        .invoke(failure ->
                                LOG.warnf("The signing keys were not read, those known are in use: %s", failure))
                        .onFailure()
                        .recoverWithNull();
    }

    /** A new key signs at once, and the others are good for nothing any more: their access tokens are refused. */
    Uni<Void> replaceAll() {
        return keys.reload()
                .chain(() -> add(clock.instant(), clock.instant()))
                .chain(added -> added ? keys.reload() : replaceAll());
    }

    /** At start. */
    Uni<Void> addFirstOrOfNewAlgorithm() {
        Instant now = clock.instant();
        if (keys.newest().isEmpty()) {
            return addAndReload(now);
        }
        return keys.newest().orElseThrow().algorithm() == config.keys().algorithm()
                ? Uni.createFrom().voidItem()
                : addAndReload(now.plus(config.keys().lead()));
    }

    private Uni<Void> addIfDue() {
        Instant published = clock.instant().plus(config.keys().lead());
        boolean due = keys.newest()
                .map(newest ->
                        !newest.signsFrom.plus(config.keys().rotateEvery()).isAfter(published))
                .orElse(true);
        return due ? addAndReload(published) : Uni.createFrom().voidItem();
    }

    private Uni<Void> addAndReload(Instant signsFrom) {
        Instant lastTokenExpired =
                signsFrom.plus(config.accessTtl()).plus(config.keys().lead());
        return add(signsFrom, lastTokenExpired).chain(keys::reload);
    }

    /** False when another replica has made the next generation already. */
    private Uni<Boolean> add(Instant signsFrom, Instant othersRetireAt) {
        int generation = keys.newest().map(key -> key.generation).orElse(0) + 1;
        return Uni.createFrom()
                .item(() -> SigningKey.jwk(config.keys().algorithm().newKeyPair()))
                .runSubscriptionOn(Infrastructure.getDefaultExecutor())
                .map(jwk -> newKey(generation, jwk, signsFrom))
                .chain(key -> postgres.transaction(
                        () -> key.persist().chain(() -> SigningKey.retireBefore(generation, othersRetireAt))))
                .replaceWith(true)
                .onFailure(SqlState::isViolation)
                .recoverWithItem(false);
    }

    private SigningKey newKey(int generation, PublicJsonWebKey jwk, Instant signsFrom) {
        SigningKey key = new SigningKey().with(jwk);
        key.generation = generation;
        key.sealedPair = seal.seal(jwk);
        key.createdAt = clock.instant();
        key.signsFrom = signsFrom;
        return key;
    }
}
