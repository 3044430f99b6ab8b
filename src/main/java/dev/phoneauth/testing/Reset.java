package dev.phoneauth.testing;

import dev.phoneauth.postgres.Postgres;
import dev.phoneauth.redis.Redis;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.StreamSupport;

/** Deletes all users, sessions, codes and counters; other data in the same Redis is left alone. */
@ApplicationScoped
class Reset {
    private static final String BATCH = "1000";

    @Inject Postgres postgres;
    @Inject Redis redis;

    Uni<Void> everything() {
        return postgres.statement("truncate users, sessions, used_codes, events")
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
