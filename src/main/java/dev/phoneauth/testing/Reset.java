package dev.phoneauth.testing;

import dev.phoneauth.redis.Redis;
import dev.phoneauth.store.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.StreamSupport;

/** Forgets everybody and everything, but for what is not ours. */
@ApplicationScoped
class Reset {
    private static final String BATCH = "1000";

    private final Database database;
    private final Redis redis;

    Reset(Database database, Redis redis) {
        this.database = database;
        this.redis = redis;
    }

    Uni<Void> everything() {
        return database.run(session -> session.createNativeQuery("truncate users, sessions, events")
                        .executeUpdate())
                .chain(() -> deleteKeysFrom("0"));
    }

    private Uni<Void> deleteKeysFrom(String cursor) {
        return redis.call(api -> api.scan(List.of(cursor, "MATCH", Redis.PREFIX + "*", "COUNT", BATCH)))
                .call(page -> delete(page.get(1)))
                .chain(page -> page.get(0).toString().equals("0")
                        ? Uni.createFrom().voidItem()
                        : deleteKeysFrom(page.get(0).toString()));
    }

    private Uni<Void> delete(Response keys) {
        List<String> names = StreamSupport.stream(keys.spliterator(), false)
                .map(Response::toString)
                .toList();
        return names.isEmpty()
                ? Uni.createFrom().voidItem()
                : redis.call(api -> api.unlink(names)).replaceWithVoid();
    }
}
