package dev.phoneauth.session;

import dev.phoneauth.problem.ProblemException;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.util.ExceptionUtil;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Makes signing keys: the first at the first start, the next ones on a schedule, and one at once after a leak. A key is
 * published before it signs, and stays so until its last token is dead.
 */
@ApplicationScoped
class KeyRotation {
    private static final Logger LOG = Logger.getLogger(KeyRotation.class);
    private static final Duration RETRY = Duration.ofMillis(200);

    /** PostgreSQL has answered a moment ago, but may be gone again. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SessionConfig config;
    private final SigningKeys keys;
    private final SigningKeyStore store;
    private final Vertx vertx;
    private final Clock clock;
    private long timer = -1;

    KeyRotation(SessionConfig config, SigningKeys keys, SigningKeyStore store, Vertx vertx, Clock clock) {
        this.config = config;
        this.keys = keys;
        this.store = store;
        this.vertx = vertx;
        this.clock = clock;
    }

    void start(@Observes @Priority(30) StartupEvent start) {
        if (keys.areGiven()) {
            return;
        }
        readPatiently().await().indefinitely();
        refuseWithoutSigner();
        timer = vertx.setPeriodic(config.keys().readEvery().toMillis(), tick -> tend());
    }

    @PreDestroy
    void stop() {
        vertx.cancelTimer(timer);
    }

    /** A new key signs at once, and the others are good for nothing any more: their access tokens are refused. */
    Uni<KeyRing> replaceAll() {
        return keys.reload()
                .chain(ring -> add(ring, clock.instant(), clock.instant()))
                .chain(added -> added ? keys.reload() : replaceAll());
    }

    private void tend() {
        keys.reload().chain(this::addIfDue).subscribe().with(tended -> {}, KeyRotation::warn);
    }

    private Uni<KeyRing> readPatiently() {
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
        return failed instanceof PgException
                ? new ConfigurationException("the signing keys cannot be read: " + failed.getMessage())
                : failed;
    }

    private Uni<KeyRing> addFirstOrOfNewAlgorithm(KeyRing ring) {
        Instant now = clock.instant();
        if (ring.newest().isEmpty()) {
            return addAndReload(ring, now);
        }
        return ring.newest().orElseThrow().algorithm() == config.keys().algorithm()
                ? Uni.createFrom().item(ring)
                : addAndReload(ring, now.plus(config.keys().lead()));
    }

    private Uni<KeyRing> addIfDue(KeyRing ring) {
        Instant now = clock.instant();
        Instant published = now.plus(config.keys().lead());
        boolean due = ring.newest()
                .map(newest ->
                        !newest.signsFrom().plus(config.keys().rotateEvery()).isAfter(published))
                .orElse(true);
        return due ? addAndReload(ring, published) : Uni.createFrom().item(ring);
    }

    private Uni<KeyRing> addAndReload(KeyRing ring, Instant signsFrom) {
        Instant lastTokenDead =
                signsFrom.plus(config.accessTtl()).plus(config.keys().lead());
        return add(ring, signsFrom, lastTokenDead).chain(keys::reload);
    }

    private Uni<Boolean> add(KeyRing ring, Instant signsFrom, Instant othersRetireAt) {
        int generation = ring.newest().map(SigningKey::generation).orElse(0) + 1;
        return Uni.createFrom()
                .item(() -> SigningKey.jwk(config.keys().algorithm().newKeyPair()))
                .runSubscriptionOn(Infrastructure.getDefaultExecutor())
                .map(jwk -> SigningKey.of(generation, jwk, signsFrom, null))
                .chain(key -> store.add(key, othersRetireAt));
    }

    private void refuseWithoutSigner() {
        if (keys.ring().signer(clock.instant()).isEmpty()) {
            throw new ConfigurationException(
                    "the signing keys in the database are sealed with another phone-auth.secret"
                            + " (PHONE_AUTH_SECRET). If it was changed, give the one before as phone-auth.secret-previous"
                            + " (PHONE_AUTH_SECRET_PREVIOUS)");
        }
    }

    private static void warn(Throwable failure) {
        LOG.warnf("The signing keys could not be read, those known are in use: %s", failure.getMessage());
    }
}
