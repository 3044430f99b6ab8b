package dev.phoneauth.token;

import dev.phoneauth.postgres.SqlState;
import dev.phoneauth.problem.ProblemException;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.util.ExceptionUtil;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;

/** Reads the signing keys before the first request, and ends the start when none of them can sign. */
@ApplicationScoped
class KeysAtStart {
    private static final Duration RETRY = Duration.ofMillis(200);

    /** PostgreSQL answered to the migrations a moment ago, but may be gone again. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Inject SigningKeys keys;
    @Inject KeyRotation rotation;

    void start(@Observes @Priority(30) StartupEvent start) {
        if (!keys.areGiven()) {
            readPatiently().await().indefinitely();
            refuseWithoutSigner();
        }
    }

    private Uni<Void> readPatiently() {
        return keys.reloadAndReseal()
                .chain(rotation::addFirstOrOfNewAlgorithm)
                .onFailure(ProblemException.class)
                .retry()
                .withBackOff(RETRY, RETRY)
                .expireIn(PATIENCE.toMillis())
                .onFailure()
                .transform(failed -> refusal(ExceptionUtil.getRootCause(failed)));
    }

    /** A sentence, where PostgreSQL refused or did not answer; a bug keeps its stack trace. */
    private static Throwable refusal(Throwable failed) {
        if (failed instanceof ProblemException) {
            return new ConfigurationException("the signing keys cannot be read: PostgreSQL does not answer");
        }
        return SqlState.of(failed).isPresent()
                ? new ConfigurationException("the signing keys cannot be read: " + failed.getMessage())
                : failed;
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
