package dev.phoneauth.startup;

import dev.phoneauth.redis.Redis;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Refuses a production start on a Redis that evicts keys: limits would start again from zero unnoticed. Redis is asked while
 * PostgreSQL is, and so that the first request finds a connection. A start does not wait for a Redis that is away.
 */
@ApplicationScoped
class RedisSettings {
    private static final Logger LOG = Logger.getLogger("dev.phoneauth");
    private static final Pattern POLICY = Pattern.compile("maxmemory_policy:(\\S+)");
    private static final String NOEVICTION = "noeviction";
    private static final String EVICTS = "Redis may delete limits and codes, because its maxmemory-policy is ";
    private static final String ADVICE =
            ". Set maxmemory-policy to noeviction in its configuration, or use another Redis (QUARKUS_REDIS_HOSTS)";

    /** At the start of a JVM the first answer may be late. */
    private static final int RETRIES = 2;

    @Inject Redis redis;

    private Uni<String> policy;

    void askRedis(@Observes @Priority(15) StartupEvent start) {
        policy = redis.checkWritable()
                .onFailure()
                .retry()
                .atMost(RETRIES)
                .onFailure()
                .invoke(() -> LOG.warn("Redis does not answer. The service is not ready until it does"))
                .chain(this::readPolicy)
                .onFailure()
                .recoverWithItem(NOEVICTION)
                .memoize()
                .indefinitely();
        policy.subscribe().asCompletionStage();
    }

    void refuseEviction(@Observes @Priority(30) StartupEvent start, SmallRyeConfig settings) {
        String found = SettingsRules.isProduction(settings) ? policy.await().indefinitely() : NOEVICTION;
        if (!found.equals(NOEVICTION)) {
            throw new ConfigurationException(EVICTS + found + ADVICE);
        }
    }

    private Uni<String> readPolicy() {
        return redis.call(api -> api.info(List.of("memory")))
                .map(info -> POLICY.matcher(info.toString()).results().findFirst())
                .map(found -> found.orElseThrow().group(1))
                .onFailure()
                .invoke(() ->
                        LOG.warn("Redis does not tell its maxmemory-policy (INFO memory). It must be noeviction"));
    }
}
