package dev.phoneauth.postgres;

import dev.phoneauth.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;

/** Whether PostgreSQL can be written, as far as the last check knows: what needs a write later on asks before it begins. */
@ApplicationScoped
public class WriteCheck {
    private static final Logger LOG = Logger.getLogger(WriteCheck.class);

    /** The newest signing key is always there, and no index has what is written. */
    private static final String WRITE = """
            update signing_keys set retires_at = retires_at
            where generation = (select max(generation) from signing_keys)""";

    @Inject Postgres postgres;

    private volatile boolean writable = true;

    /** Writes a row; fails as {@link Postgres#statement}. */
    public Uni<Void> run() {
        return postgres.statement(WRITE)
                .onItemOrFailure()
                .invoke((written, failure) -> keep(failure == null))
                .replaceWithVoid();
    }

    /** Fails with {@code service_unavailable} if the last check failed. */
    public Uni<Void> require() {
        return Uni.createFrom().voidItem().invoke(() -> Problem.SERVICE_UNAVAILABLE.unless(writable));
    }

    private void keep(boolean result) {
        if (writable && !result) {
            LOG.warn("PostgreSQL refuses writes. No codes are sent until it accepts them");
        }
        writable = result;
    }
}
