package dev.phoneauth.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;
import redis.embedded.RedisServer;
import redis.embedded.core.PortProvider;

/** Starts each server once in this JVM; a reload of the code in dev mode finds it running. They end with the JVM. */
final class LocalServers {
    private static final Logger LOG = Logger.getLogger(LocalServers.class);

    private LocalServers() {}

    static String postgres() {
        return once("PostgreSQL", LocalServers::startPostgres);
    }

    static String redis() {
        return once("Redis", LocalServers::startRedis);
    }

    private static String once(String server, Callable<String> start) {
        return (String) System.getProperties()
                .computeIfAbsent("dev.phoneauth.local." + server, absent -> started(server, start));
    }

    private static String started(String server, Callable<String> start) {
        LOG.infof("Starting an embedded %s (the first time, this may take some seconds) ...", server);
        try {
            String url = start.call();
            LOG.infof("The embedded %s is at %s", server, url);
            return url;
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String startPostgres() throws IOException {
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(1))
                .start();
        return "postgresql://localhost:" + postgres.getPort() + "/postgres";
    }

    private static String startRedis() throws IOException {
        int port = PortProvider.newEphemeralPortProvider().get();
        RedisServer.newRedisServer()
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .build()
                .start();
        return "redis://localhost:" + port;
    }
}
