package dev.phoneauth.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import redis.embedded.RedisServer;

/** Starts each server once in this JVM; a reload of the code in dev mode finds it running. */
final class LocalServers {
    private static final Logger LOG = Logger.getLogger(LocalServers.class);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private LocalServers() {}

    static String postgres() {
        return once("dev.phoneauth.local.postgres", LocalServers::startPostgres);
    }

    static String redis() {
        return once("dev.phoneauth.local.redis", LocalServers::startRedis);
    }

    private static String once(String property, Supplier<String> start) {
        return (String) System.getProperties().computeIfAbsent(property, absent -> start.get());
    }

    private static String startPostgres() {
        LOG.info("Starting an embedded PostgreSQL (the first time, it is unpacked: some seconds) ...");
        try {
            EmbeddedPostgres postgres =
                    EmbeddedPostgres.builder().setPGStartupWait(PATIENCE).start();
            LOG.infof("PostgreSQL is ready on port %d", postgres.getPort());
            return "postgresql://localhost:" + postgres.getPort() + "/postgres";
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String startRedis() {
        LOG.info("Starting an embedded Redis ...");
        try {
            int port = freePort();
            RedisServer redis = RedisServer.newRedisServer()
                    .port(port)
                    .setting("bind 127.0.0.1")
                    .setting("save \"\"")
                    .build();
            redis.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(redis)));
            LOG.infof("Redis is ready on port %d", port);
            return "redis://localhost:" + port;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void stop(RedisServer redis) {
        try {
            redis.stop();
        } catch (IOException alreadyGone) {
            LOG.debug("Redis was gone already", alreadyGone);
        }
    }
}
