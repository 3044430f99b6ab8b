package dev.phoneauth.sms;

import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.redis.Redis;
import dev.phoneauth.redis.Script;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** The test inbox: the sender {@code log} prints texts with their codes and keeps the latest of each number for an hour. */
@ApplicationScoped
public class Inbox implements SmsSender {
    private static final Logger LOG = Logger.getLogger(Inbox.class);
    private static final Script STORE = Script.named("store_message");
    private static final int KEPT = 20;
    private static final Duration KEPT_FOR = Duration.ofHours(1);

    @Inject Redis redis;
    @Inject Clock clock;

    /** What the API document calls a Message, newest first. */
    public Uni<List<Map<String, Object>>> messages(PhoneNumber number) {
        return redis.call(api -> api.lrange(key(number), "0", Integer.toString(KEPT - 1)))
                .map(kept -> kept.getDelegate().stream()
                        .map(message -> new JsonObject(message.toString()).getMap())
                        .toList());
    }

    @Override
    public Uni<SendResult> send(SmsText text, Duration within) {
        String to = text.to().e164();
        LOG.infof("Text to %s: %s", to, text.content());
        String message = new JsonObject()
                .put("to", to)
                .put("text", text.content())
                .put("code", text.code().orElse(null))
                .put("sent_at", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
                .encode();
        return redis.run(STORE, List.of(key(text.to())), message, KEPT, KEPT_FOR.toSeconds())
                .replaceWith(SendResult.accepted("sent"));
    }

    private static String key(PhoneNumber number) {
        return Redis.PREFIX + "inbox:{" + number.e164() + "}";
    }
}
