package dev.phoneauth.sms;

import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.redis.Redis;
import dev.phoneauth.redis.Script;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The test inbox, for development, tests and demos: the sender {@code log} prints texts with their codes and keeps the
 * latest of each number for an hour.
 */
@ApplicationScoped
public class Inbox implements SmsSender {
    private static final Logger LOG = Logger.getLogger(Inbox.class);
    private static final Script STORE = Script.named("store_message");
    private static final int KEPT = 20;
    private static final Duration KEPT_FOR = Duration.ofHours(1);

    @Inject Redis redis;
    @Inject Clock clock;

    /** @param code null in a notice */
    @RegisterForReflection
    public record Message(String to, String text, String code, Instant sentAt) {}

    /** Newest first. */
    public Uni<List<Message>> messages(PhoneNumber number) {
        return redis.call(api -> api.lrange(key(number), "0", Integer.toString(KEPT - 1)))
                .map(kept -> kept.getDelegate().stream()
                        .map(message -> Json.decodeValue(message.toString(), Message.class))
                        .toList());
    }

    @Override
    public Uni<SendResult> send(SmsText text, Duration within) {
        String to = text.to().e164();
        Message message = new Message(to, text.content(), text.code().orElse(null), clock.instant());
        LOG.infof("Text to %s: %s", to, text.content());
        return redis.run(STORE, List.of(key(text.to())), Json.encode(message), KEPT, KEPT_FOR.toSeconds())
                .replaceWith(SendResult.accepted(DeliveryState.SENT));
    }

    private static String key(PhoneNumber number) {
        return Redis.PREFIX + "inbox:{" + number.e164() + "}";
    }
}
