package dev.phoneauth.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Supplier;
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

    private static String once(String server, Supplier<String> start) {
        return (String) System.getProperties().computeIfAbsent("dev.phoneauth.local." + server, absent -> start.get());
    }

    private static String startPostgres() {
        LOG.info("Starting an embedded PostgreSQL (the first time, it is unpacked: some seconds) ...");
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofMinutes(1))
                    .start();
            return "postgresql://localhost:" + postgres.getPort() + "/postgres";
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String startRedis() {
        LOG.info("Starting an embedded Redis ...");
        int port = PortProvider.newEphemeralPortProvider().get();
        try {
            RedisServer.newRedisServer()
                    .port(port)
                    .setting("bind 127.0.0.1")
                    .setting("save \"\"")
                    .build()
                    .start();
            return "redis://localhost:" + port;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
