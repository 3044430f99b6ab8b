package dev.phoneauth.startup;

import dev.phoneauth.postgres.Postgres;
import dev.phoneauth.postgres.WriteCheck;
import dev.phoneauth.redis.Redis;
import dev.phoneauth.store.Outage;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether requests can be served: each store is written as requests write it, within the same time. A store that only reads
 * cannot serve. Liveness has no such check: a restart does not help a service whose stores do not answer.
 */
@Singleton
class StoreHealth {
    @Inject Postgres postgres;
    @Inject WriteCheck writes;
    @Inject Redis redis;

    /** Down also if tables or columns are missing. */
    @Produces
    @Singleton
    @Readiness
    AsyncHealthCheck postgres() {
        return () -> health("PostgreSQL", writes.run().chain(() -> postgres.statement(Migration.COLUMNS)));
    }

    @Produces
    @Singleton
    @Readiness
    AsyncHealthCheck redis() {
        return () -> health("Redis", redis.checkWritable());
    }

    /** Finds connections to a server that was replaced before requests do, and keeps codes from being sent in vain. */
    @Scheduled(
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> checkStores() {
        return Uni.join()
                .all(Outage.bestEffort(writes.run()), Outage.bestEffort(redis.checkWritable()))
                .andFailFast()
                .replaceWithVoid();
    }

    private static Uni<HealthCheckResponse> health(String store, Uni<?> answer) {
        return answer.map(answered -> HealthCheckResponse.up(store))
                .onFailure()
                .recoverWithItem(failure -> HealthCheckResponse.named(store)
                        .down()
                        .withData("reason", failure.toString())
                        .build());
    }
}
