package dev.phoneauth.startup;

import dev.phoneauth.problem.ProblemException;
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
 * Refuses a production start on a Redis that evicts keys: limits would start again from zero unnoticed. A start goes on
 * without a Redis that is away.
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

    void refuseEviction(@Observes @Priority(30) StartupEvent start, SmallRyeConfig settings) {
        String policy = readPolicy().await().indefinitely();
        if (SettingsRules.isProduction(settings) && !policy.equals(NOEVICTION)) {
            throw new ConfigurationException(EVICTS + policy + ADVICE);
        }
    }

    private Uni<String> readPolicy() {
        return redis.call(api -> api.info(List.of("memory")))
                .map(info -> POLICY.matcher(info.toString()).results().findFirst())
                .map(found -> found.orElseThrow().group(1))
                .onFailure(ProblemException.class)
                .retry()
                .atMost(RETRIES)
                .onFailure()
                .invoke(RedisSettings::warn)
                .onFailure()
                .recoverWithItem(NOEVICTION);
    }

    private static void warn(Throwable failure) {
        LOG.warn(
                failure instanceof ProblemException
                        ? "Redis does not answer. The service is not ready until it does"
                        : "phone-auth may not read maxmemory-policy (INFO memory). Check that Redis has noeviction");
    }
}
