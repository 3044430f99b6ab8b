package dev.phoneauth.startup;

import dev.phoneauth.postgres.Postgres;
import dev.phoneauth.redis.Redis;
import dev.phoneauth.store.Outage;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Whether requests can be served: each store is queried as requests query it, within the same time. Liveness has no
 * such check: a restart does not help a service whose stores do not answer.
 */
@Singleton
class StoreHealth {
    private static final Logger LOG = Logger.getLogger("dev.phoneauth");

    @Inject Postgres postgres;
    @Inject Redis redis;

    /** Down also if the tables are missing. */
    @Produces
    @Singleton
    @Readiness
    AsyncHealthCheck postgres() {
        return () -> health("PostgreSQL", postgres.statement("select exists (select from sessions)"));
    }

    @Produces
    @Singleton
    @Readiness
    AsyncHealthCheck redis() {
        return () -> health("Redis", redis.call(api -> api.ping(List.of())));
    }

    /** Opens a connection while the ports open, or the first request would wait for it; migrations have opened PostgreSQL's. */
    void connectToRedis(@Observes @Priority(30) StartupEvent start) {
        Outage.bestEffort(redis.call(api -> api.ping(List.of()))
                        .onFailure()
                        .invoke(() -> LOG.warn("Redis does not answer. The service is not ready until it does")))
                .subscribe()
                .asCompletionStage();
    }

    private static Uni<HealthCheckResponse> health(String store, Uni<?> answer) {
        return answer.map(answered -> HealthCheckResponse.up(store))
                .onFailure()
                .recoverWithItem(HealthCheckResponse.down(store));
    }
}
