package dev.phoneauth.events;

import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Something that has happened, on its way to whoever wants to know.
 *
 * @param id the same however often it is sent
 * @param attempts begun so far, this one included
 */
record Event(UUID id, String type, JsonObject data, Instant happenedAt, int attempts) {
    static Event of(Row row) {
        return new Event(
                row.getUUID("id"),
                row.getString("type"),
                (JsonObject) row.getJson("data"),
                row.getOffsetDateTime("happened_at").toInstant(),
                row.getInteger("attempts"));
    }

    /** The payload as Standard Webhooks has it. */
    String body() {
        return new JsonObject()
                .put("type", type)
                .put("timestamp", happenedAt.truncatedTo(ChronoUnit.MILLIS).toString())
                .put("data", data)
                .encode();
    }

    @Override
    public String toString() {
        return "Event[" + type + " " + id + "]";
    }
}
