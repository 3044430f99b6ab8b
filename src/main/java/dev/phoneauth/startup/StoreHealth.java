package dev.phoneauth.startup;

import dev.phoneauth.postgres.Postgres;
import dev.phoneauth.redis.Redis;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Whether requests can be served: each store is queried as requests query it, within the same time. Liveness has no
 * such check: a restart does not help a service whose stores do not answer.
 */
@Singleton
class StoreHealth {
    private static final Logger LOG = Logger.getLogger("dev.phoneauth");

    private static final String TABLES_ARE_THERE = "select exists (select from sessions)";

    @Inject Postgres postgres;
    @Inject Redis redis;

    /** Down also if the tables are missing. */
    @Produces
    @Singleton
    @Readiness
    AsyncHealthCheck postgres() {
        return check("PostgreSQL", () -> postgres.statement(TABLES_ARE_THERE));
    }

    @Produces
    @Singleton
    @Readiness
    AsyncHealthCheck redis() {
        return check("Redis", () -> redis.call(api -> api.ping(List.of())));
    }

    /** Opens the first connections while the ports open, or the first requests would wait for them. */
    void lookAtStart(@Observes @Priority(30) StartupEvent start) {
        Stream.of(postgres(), redis())
                .forEach(check ->
                        VertxContextSupport.subscribeWith(() -> check.call().toMulti(), StoreHealth::sayIfDown));
    }

    private static AsyncHealthCheck check(String store, Supplier<Uni<?>> question) {
        return () -> question.get()
                .map(answered -> HealthCheckResponse.up(store))
                .onFailure()
                .recoverWithItem(HealthCheckResponse.down(store));
    }

    private static void sayIfDown(HealthCheckResponse store) {
        if (store.getStatus() == Status.DOWN) {
            LOG.warnf("%s does not answer. The service is not ready until it does", store.getName());
        }
    }
}
