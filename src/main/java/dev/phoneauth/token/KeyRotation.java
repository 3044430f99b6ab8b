package dev.phoneauth.token;

import dev.phoneauth.postgres.Postgres;
import dev.phoneauth.postgres.SqlState;
import dev.phoneauth.problem.ProblemException;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.util.ExceptionUtil;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
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
    private static final Duration RETRY = Duration.ofMillis(200);

    /** PostgreSQL has answered a moment ago, but may be gone again. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Inject
    SessionConfig config;

    @Inject
    SigningKeys keys;

    @Inject
    KeySeal seal;

    @Inject
    Postgres postgres;

    @Inject
    Clock clock;

    void start(@Observes @Priority(30) StartupEvent start) {
        if (!keys.areGiven()) {
            readPatiently().await().indefinitely();
            refuseWithoutSigner();
        }
    }

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

    private Uni<Void> readPatiently() {
        return keys.reloadAndReseal()
                .chain(this::addFirstOrOfNewAlgorithm)
                .onFailure(ProblemException.class)
                .retry()
                .withBackOff(RETRY, RETRY)
                .expireIn(PATIENCE.toMillis())
                .onFailure()
                .transform(failed -> refusal(ExceptionUtil.getRootCause(failed)));
    }

    /** A sentence, where PostgreSQL refused or failed to answer; a bug keeps its stack trace. */
    private static Throwable refusal(Throwable failed) {
        if (failed instanceof ProblemException) {
            return new ConfigurationException("the signing keys cannot be read: PostgreSQL does not answer");
        }
        return SqlState.of(failed).isPresent()
                ? new ConfigurationException("the signing keys cannot be read: " + failed.getMessage())
                : failed;
    }

    private Uni<Void> addFirstOrOfNewAlgorithm() {
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

    private void refuseWithoutSigner() {
        if (keys.signer().isEmpty()) {
            throw new ConfigurationException(
                    "the signing keys in the database are sealed with another phone-auth.secret"
                            + " (PHONE_AUTH_SECRET). If it was changed, give the one before as phone-auth.secret-previous"
                            + " (PHONE_AUTH_SECRET_PREVIOUS)");
        }
    }
}
