package dev.phoneauth.testsupport;

import dev.phoneauth.redis.Redis;
import io.quarkus.redis.datasource.RedisDataSource;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A copy of all that is stored, as an attacker has who has broken into both stores. */
@Singleton
public class Dump {
    private static final String INBOX = Redis.PREFIX + "inbox:";

    /** How all of a key is read, by its type, with what stands after the key; one that has died meanwhile has none. */
    private static final Map<String, List<String>> READ = Map.of(
            "string", List.of("GET"),
            "hash", List.of("HGETALL"),
            "list", List.of("LRANGE", "0", "-1"),
            "set", List.of("SMEMBERS"),
            "zset", List.of("ZRANGE", "0", "-1", "WITHSCORES"),
            "none", List.of("EXISTS"));

    private final RedisDataSource redis;
    private final Tables tables;

    Dump(RedisDataSource redis, Tables tables) {
        this.redis = redis;
        this.tables = tables;
    }

    /** Every key, field and value of Redis but the test inbox, and every row of PostgreSQL as JSON. */
    public List<String> take() {
        return Stream.concat(redis(), postgres()).toList();
    }

    private Stream<String> redis() {
        return texts(redis.execute("KEYS", "*"))
                .filter(key -> !key.startsWith(INBOX))
                .flatMap(key -> Stream.concat(Stream.of(key), read(key)));
    }

    private Stream<String> read(String key) {
        List<String> command = READ.get(redis.execute("TYPE", key).toString());
        List<String> arguments = new ArrayList<>(command.subList(1, command.size()));
        arguments.add(0, key);
        return texts(redis.execute(command.get(0), arguments.toArray(String[]::new)));
    }

    private static Stream<String> texts(Response response) {
        return response.type() == ResponseType.MULTI
                ? StreamSupport.stream(response.spliterator(), false).flatMap(Dump::texts)
                : Stream.of(response.toString());
    }

    private Stream<String> postgres() {
        return tables.texts("select table_name from information_schema.tables where table_schema = 'public'").stream()
                .flatMap(table -> tables.texts("select to_jsonb(t)::text from \"" + table + "\" t").stream());
    }
}
