package dev.phoneauth.event;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** Something that happened and is to be sent to {@code phone-auth.events.url}; its row is deleted when the receiver has it. */
@Entity
@Table(name = "events")
public class Event extends PanacheEntityBase {
    private static final String DUE = "from Event where dueAt <= :now order by dueAt";

    /** The same however often the event is sent. */
    @Id
    @GeneratedValue
    public UUID id;

    public String type;

    /** Ids and words, never a phone number. */
    @JdbcTypeCode(SqlTypes.JSON)
    public Map<String, String> data;

    public Instant happenedAt;

    /** Attempts to send it, including one in progress. */
    public int attempts;

    /** The earliest time of the next attempt. */
    public Instant dueAt;

    static Event of(String type, Map<String, String> data, Instant now) {
        Event event = new Event();
        event.type = type;
        event.data = data;
        event.happenedAt = now;
        event.dueAt = now;
        return event;
    }

    /** Replicas take different rows and do not wait for each other. */
    static Uni<List<Event>> listDue(Instant now, int limit) {
        return getSession()
                .chain(session -> session.createQuery(DUE, Event.class)
                        .setParameter("now", now)
                        .setMaxResults(limit)
                        .setLockMode(LockMode.UPGRADE_SKIPLOCKED)
                        .getResultList());
    }

    static Uni<Void> postpone(UUID id, Instant until) {
        return update("dueAt = ?1 where id = ?2", until, id).replaceWithVoid();
    }

    /** Keeps other replicas from sending it until then, also if this process dies. */
    void claim(Instant until) {
        attempts++;
        dueAt = until;
    }

    /** The payload of <a href="https://www.standardwebhooks.com">Standard Webhooks</a>. */
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
