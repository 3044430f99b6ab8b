package dev.phoneauth.testsupport;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** A PostgreSQL and a Redis of a test's own, whose processes it may stop, kill and start again on the same ports and data. */
public final class Stores implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path data = temporaryDirectory();
    private final int postgresPort = Ports.free();
    private final int redisPort = Ports.free();
    private EmbeddedPostgres postgres;
    private RedisProcess redis;

    private Stores() {
        startPostgres();
        startRedis();
    }

    public static Stores start() {
        return new Stores();
    }

    /** What a service is told about these stores, as environment variables. */
    public Map<String, String> environment() {
        return Map.of(
                "QUARKUS_DATASOURCE_REACTIVE_URL",
                postgresUrl("postgres"),
                "QUARKUS_DATASOURCE_USERNAME",
                "postgres",
                "QUARKUS_DATASOURCE_PASSWORD",
                "postgres",
                "QUARKUS_REDIS_HOSTS",
                "redis://localhost:" + redisPort);
    }

    public String postgresUrl(String database) {
        return "postgresql://localhost:" + postgresPort + "/" + database;
    }

    public int postgresPort() {
        return postgresPort;
    }

    public int redisPort() {
        return redisPort;
    }

    public Connection sql() throws SQLException {
        return sql("postgres");
    }

    public Connection sql(String database) throws SQLException {
        return postgres.getDatabase("postgres", database).getConnection();
    }

    /** @return the URL of an empty database */
    public String newDatabase(String name) throws SQLException {
        try (var connection = sql();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return postgresUrl(name);
    }

    /** One number out of the database, such as a count. */
    public long number(String sql) {
        try (var connection = sql();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    public void startPostgres() {
        postgres = startPostgres(data.resolve("postgres"), postgresPort);
    }

    /** A copy that takes over every write, and only reads until it is promoted; this PostgreSQL starts again for it. */
    public EmbeddedPostgres startStandby() {
        Path copy = temporaryDirectory().resolve("postgres");
        closePostgres();
        copyDirectory(data.resolve("postgres"), copy);
        startPostgres();
        write(copy.resolve("standby.signal"), "");
        write(
                copy.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=localhost port=%d user=postgres'%n".formatted(postgresPort));
        return startPostgres(copy, Ports.free());
    }

    /** What is committed outlives a {@code kill -9}, as in earnest: the embedded one would rather be quick. */
    private static EmbeddedPostgres startPostgres(Path directory, int port) {
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(directory)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setPGStartupWait(PATIENCE)
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** With the permissions that PostgreSQL asks for. */
    private static void copyDirectory(Path from, Path to) {
        try {
            await(new ProcessBuilder("cp", "-a", from.toString(), to.toString()).start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void write(Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public void startRedis() {
        redis = RedisProcess.start(redisPort, data, "--appendonly", "yes");
    }

    /** The answer to one command, see {@link RedisProcess#command}. */
    public String redis(String command) {
        return redis.command(command);
    }

    /** A copy of this Redis, which takes over every write. */
    public RedisProcess startReplica() {
        return RedisProcess.start(
                Ports.free(), temporaryDirectory(), "--replicaof", "127.0.0.1", Integer.toString(redisPort));
    }

    /** One of a Redis Cluster, which talks to the others at a port that is 10000 higher. */
    public RedisProcess startClusterNode() {
        int port = Stream.generate(Ports::free)
                .filter(free -> free < 55_000)
                .findFirst()
                .orElseThrow();
        return RedisProcess.start(port, temporaryDirectory(), "--cluster-enabled", "yes");
    }

    /** Promotes the replica two seconds after the Redis of these stores has gone. */
    public RedisProcess startSentinel(String primary) {
        return RedisProcess.startSentinel(Ports.free(), temporaryDirectory(), primary, redisPort);
    }

    /** {@code kill -9}: connections break at once. */
    public void killPostgres() {
        postgresProcesses().forEach(ProcessHandle::destroyForcibly);
        closePostgres();
    }

    /** {@code kill -9}: connections break at once. */
    public void killRedis() {
        redis.close();
    }

    /** Copies what Redis has written to its disk so far. */
    public void backUpRedis() {
        copy("appendonly.aof", "backup.aof");
    }

    /** Kills Redis and starts it with the backup. */
    public void restoreRedis() {
        killRedis();
        copy("backup.aof", "appendonly.aof");
        startRedis();
    }

    private void copy(String from, String to) {
        try {
            Files.copy(data.resolve(from), data.resolve(to), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** {@code kill -STOP}: connections stay open without an answer. */
    public void freezePostgres() {
        signal("-STOP", postgresProcesses());
    }

    public void thawPostgres() {
        signal("-CONT", postgresProcesses());
    }

    /** {@code kill -STOP}: connections stay open without an answer. */
    public void freezeRedis() {
        signal("-STOP", Stream.of(redis.handle()));
    }

    public void thawRedis() {
        signal("-CONT", Stream.of(redis.handle()));
    }

    @Override
    public void close() {
        thawPostgres();
        closePostgres();
        killRedis();
    }

    private void closePostgres() {
        try {
            postgres.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The first line of its pid file names the postmaster; its children serve the connections. */
    private Stream<ProcessHandle> postgresProcesses() {
        try {
            String pid =
                    Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(0);
            ProcessHandle postmaster =
                    ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
            return Stream.concat(Stream.of(postmaster), postmaster.descendants());
        } catch (IOException gone) {
            return Stream.empty();
        }
    }

    private static void signal(String signal, Stream<ProcessHandle> processes) {
        processes.forEach(process -> {
            try {
                await(new ProcessBuilder("kill", signal, Long.toString(process.pid())).start());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
    }

    private static void await(Process process) {
        try {
            process.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("phone-auth-stores");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
