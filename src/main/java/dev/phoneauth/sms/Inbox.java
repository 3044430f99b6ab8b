package dev.phoneauth.sms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.redis.Redis;
import dev.phoneauth.redis.Script;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/** The latest texts of each number, for an hour, while testing is enabled. */
@ApplicationScoped
public class Inbox {
    private static final Script PUT = Script.named("store_message");
    private static final int KEPT = 20;
    private static final Duration KEPT_FOR = Duration.ofHours(1);

    private final Redis redis;
    private final ObjectMapper json;
    private final Clock clock;

    Inbox(Redis redis, ObjectMapper json, Clock clock) {
        this.redis = redis;
        this.json = json;
        this.clock = clock;
    }

    /** A text as its receiver would see it, with the code taken out of it. */
    @RegisterForReflection
    public record Message(String to, String text, String code, Instant sentAt) {}

    /** Newest first. */
    public Uni<List<Message>> messages(PhoneNumber number) {
        return redis.call(api -> api.lrange(key(number), "0", Integer.toString(KEPT - 1)))
                .map(kept -> StreamSupport.stream(kept.spliterator(), false)
                        .map(this::read)
                        .toList());
    }

    Uni<Void> put(Sms sms) {
        Message message = new Message(sms.to().e164(), sms.text(), sms.code().orElse(null), clock.instant());
        return redis.run(PUT, List.of(key(sms.to())), write(message), KEPT, KEPT_FOR.toSeconds())
                .replaceWithVoid();
    }

    private String write(Message message) {
        try {
            return json.writeValueAsString(message);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Message read(Response kept) {
        try {
            return json.readValue(kept.toString(), Message.class);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String key(PhoneNumber number) {
        return Redis.PREFIX + "inbox:{" + number.e164() + "}";
    }
}
