package dev.phoneauth.sms;

import dev.phoneauth.redis.Redis;
import dev.phoneauth.redis.Script;
import dev.phoneauth.secret.MasterSecret;
import dev.phoneauth.sms.SmsConfig.Kind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What has become of each text, while its code lives. */
@ApplicationScoped
public class Deliveries {
    private static final Script QUEUE = Script.named("queue_delivery");
    private static final Script REPORT = Script.named("report_delivery");
    private static final Script CLOSE = Script.named("close_delivery");

    private static final String UNKNOWN = "";

    private final Redis redis;
    private final Clock clock;
    private final TextMetrics metrics;
    private final TextIds ids;

    Deliveries(Redis redis, Clock clock, TextMetrics metrics, MasterSecret secret) {
        this.redis = redis;
        this.clock = clock;
        this.metrics = metrics;
        this.ids = new TextIds(secret.key("sms-id"));
    }

    /**
     * How it stands with one text.
     *
     * @param state {@code queued}, {@code sent}, {@code delivered} or {@code failed}
     * @param resendIn seconds until another may be asked for
     * @param expiresIn seconds its code is still good for
     */
    public record Delivery(String state, long resendIn, long expiresIn) {}

    /** Null when there is no such text, or its code has expired. */
    public Uni<Delivery> of(String challengeId) {
        return ids.handleOfChallenge(challengeId)
                .map(this::read)
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    /** By which gateways know the text. */
    String id(CodeText text) {
        return ids.of(text);
    }

    /** Records a text that is about to be sent. */
    Uni<Void> queued(CodeText text, String country) {
        return queue(text, country, DeliveryState.QUEUED);
    }

    /** Records a code that its reader knows without a text. */
    Uni<Void> skipped(CodeText text, String country) {
        return queue(text, country, DeliveryState.DELIVERED)
                .invoke(queued -> metrics.count(DeliveryState.DELIVERED, country, UNKNOWN));
    }

    /** Records that a sender accepted the text. */
    Uni<Void> accepted(String challengeId, Kind sender, DeliveryState state) {
        return report(ids.handleOfChallenge(challengeId), state, sender.word(), UNKNOWN);
    }

    /** Records that no sender accepted the text: another one may be requested at once. */
    Uni<Void> notSent(String challengeId) {
        String now = Long.toString(clock.millis());
        return report(ids.handleOfChallenge(challengeId), DeliveryState.FAILED, UNKNOWN, now);
    }

    /** Records what a sender reports; a report on an unknown text is ignored. */
    Uni<Void> note(String id, Kind sender, DeliveryState state) {
        return report(TextIds.handleOfId(id), state, sender.word(), UNKNOWN);
    }

    /**
     * Records that the code of a text was redeemed.
     *
     * @param read whether it is known that it was read from this text
     */
    Uni<Void> redeemed(String challengeId, boolean read) {
        return run(CLOSE, ids.handleOfChallenge(challengeId), DeliveryState.REDEEMED, read ? "read" : "");
    }

    private Uni<Void> queue(CodeText text, String country, DeliveryState state) {
        long now = clock.millis();
        long life = Math.max(1, Duration.ofSeconds(text.expiresIn()).toMillis());
        return redis.run(
                        QUEUE,
                        List.of(redisKey(
                                ids.handleOfChallenge(text.challengeId()).orElseThrow())),
                        state.word(),
                        country,
                        now + Duration.ofSeconds(text.resendIn()).toMillis(),
                        now + life,
                        life)
                .replaceWithVoid();
    }

    private Uni<Void> report(Optional<String> handle, DeliveryState state, String sender, String resend) {
        return run(REPORT, handle, state, state.word(), sender, resend);
    }

    /** Runs a script that answers with country and sender of the text if its state has changed. */
    private Uni<Void> run(Script script, Optional<String> handle, DeliveryState state, Object... arguments) {
        return handle.map(known -> redis.run(script, List.of(redisKey(known)), arguments)
                        .invoke(changed -> countIfAny(state, changed))
                        .replaceWithVoid())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Delivery> read(String handle) {
        return redis.call(api -> api.hmget(List.of(redisKey(handle), "state", "resend", "expires")))
                .map(kept -> kept.get(0) == null ? null : delivery(kept));
    }

    private void countIfAny(DeliveryState state, Response changed) {
        if (changed.size() > 0) {
            metrics.count(state, changed.get(0).toString(), changed.get(1).toString());
        }
    }

    private Delivery delivery(Response kept) {
        String state = kept.get(0).toString();
        return new Delivery(
                state.equals(DeliveryState.REDEEMED.word()) ? DeliveryState.DELIVERED.word() : state,
                secondsUntil(kept.get(1).toLong()),
                secondsUntil(kept.get(2).toLong()));
    }

    private long secondsUntil(long time) {
        return Math.max(0, (time - clock.millis() + 999) / 1000);
    }

    private static String redisKey(String handle) {
        return Redis.PREFIX + "delivery:{" + handle + "}";
    }
}
