package dev.phoneauth.event;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
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

    /** Longer than an attempt takes. */
    private static final Duration FIRST_WAIT = Duration.ofSeconds(15);

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final int DOUBLINGS = 10;

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

    /** Until it is due again, no other replica sends it, also if this process dies. */
    void claim(Instant now) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempts, DOUBLINGS));
        dueAt = now.plus(Collections.min(List.of(wait, LONGEST_WAIT)));
        attempts++;
    }

    /** The payload of <a href="https://www.standardwebhooks.com">Standard Webhooks</a>. */
    String body() {
        return new JsonObject()
                .put("type", type)
                .put("timestamp", happenedAt.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("data", data)
                .encode();
    }

    @Override
    public String toString() {
        return "Event[" + type + " " + id + "]";
    }
}
