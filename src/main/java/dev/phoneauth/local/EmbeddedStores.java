package dev.phoneauth.local;

import io.quarkus.runtime.ExecutionMode;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.graalvm.nativeimage.ImageInfo;

/**
 * A PostgreSQL and a Redis for development and tests, where no others are configured. The servers come as Maven
 * artifacts that are in no production artifact, and without them this does nothing.
 */
public class EmbeddedStores implements ConfigSourceFactory {
    private static final String DATABASE_URL = "quarkus.datasource.reactive.url";
    private static final String REDIS_URL = "quarkus.redis.hosts";

    /** Below every other source, so that every setting that is given wins. */
    private static final int ORDINAL = Integer.MIN_VALUE + 1;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        // Before RUNTIME_INIT it is the build, which must not bake in ports of its machine. ImageInfo comes last: it is
        // not in the JVM artifact of production. Building an image folds it, so that the image never links the servers.
        if (ExecutionMode.current() != ExecutionMode.RUNTIME_INIT || !areOnClassPath() || ImageInfo.inImageCode()) {
            return List.of();
        }
        Map<String, String> properties = new HashMap<>();
        if (isMissing(context, DATABASE_URL)) {
            properties.put(DATABASE_URL, LocalServers.postgres());
            properties.put("quarkus.datasource.username", "postgres");
            properties.put("quarkus.datasource.password", "postgres");
        }
        if (isMissing(context, REDIS_URL)) {
            properties.put(REDIS_URL, LocalServers.redis());
        }
        return List.of(new PropertiesConfigSource(properties, "embedded stores", ORDINAL));
    }

    private static boolean isMissing(ConfigSourceContext context, String property) {
        return context.getValue(property).getValue() == null;
    }

    private static boolean areOnClassPath() {
        return EmbeddedStores.class
                        .getClassLoader()
                        .getResource("io/zonky/test/db/postgres/embedded/EmbeddedPostgres.class")
                != null;
    }
}
