package dev.phoneauth.sms;

import dev.phoneauth.secret.MasterSecret;
import dev.phoneauth.sms.SmsConfig.Kind;
import dev.phoneauth.store.RedisStore;
import dev.phoneauth.store.Script;
import dev.phoneauth.store.Step;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What has become of each text, while its code lives. */
@ApplicationScoped
public class Deliveries {
    private static final Script QUEUED = Script.named("queued");
    private static final Script NOTE = Script.named("delivery");
    private static final Script OVER = Script.named("over");

    private static final String UNKNOWN = "";

    private final RedisStore redis;
    private final Clock clock;
    private final TextMetrics metrics;
    private final TextIds ids;

    Deliveries(RedisStore redis, Clock clock, TextMetrics metrics, MasterSecret secret) {
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

    /** A text is about to be handed to a gateway; comes after the issue of its code. */
    Step<Void> queued(String challengeId, String country) {
        return onTextOf(challengeId, handle -> queued(handle, country, DeliveryState.QUEUED));
    }

    /** As {@link #queued}, but its reader knows the code already. */
    Step<Void> skipped(String challengeId, String country) {
        return onTextOf(
                challengeId,
                handle -> queued(handle, country, DeliveryState.DELIVERED)
                        .invoke(queued -> metrics.count(DeliveryState.DELIVERED, country, UNKNOWN)));
    }

    /** A gateway took it. */
    Step<Void> accepted(String challengeId, Kind sender, DeliveryState state) {
        return onTextOf(challengeId, handle -> note(handle, state, sender.word(), UNKNOWN));
    }

    /** No gateway took it: another may be asked for at once. */
    Step<Void> notSent(String challengeId) {
        String now = Long.toString(clock.millis());
        return onTextOf(challengeId, handle -> note(handle, DeliveryState.FAILED, UNKNOWN, now));
    }

    /** A gateway tells. What it says of a text that nobody knows any more is passed over. */
    Uni<Void> note(String id, Kind sender, DeliveryState state) {
        return redis.run(onText(TextIds.handleOfId(id), handle -> note(handle, state, sender.word(), UNKNOWN)));
    }

    /**
     * The code of these texts has come back.
     *
     * @param answered whether it is known that it was read from the first of them
     */
    Step<Void> over(List<String> challengeIds, boolean answered) {
        List<String> keys = challengeIds.stream()
                .map(ids::handleOfChallenge)
                .flatMap(Optional::stream)
                .map(Deliveries::redisKey)
                .toList();
        return Step.of(OVER, keys, answered ? "read" : "")
                .invoke(changed -> countIfAny(DeliveryState.REDEEMED, changed))
                .replaceWithVoid();
    }

    private Step<Void> onTextOf(String challengeId, Function<String, Step<Void>> what) {
        return onText(ids.handleOfChallenge(challengeId), what);
    }

    private static Step<Void> onText(Optional<String> handle, Function<String, Step<Void>> what) {
        return handle.map(what).orElseGet(Step::nothing);
    }

    private Uni<Delivery> read(String handle) {
        return redis.call(api -> api.hmget(List.of(redisKey(handle), "state", "resend", "expires")))
                .map(kept -> kept.get(0) == null ? null : delivery(kept));
    }

    private Step<Void> queued(String handle, String country, DeliveryState state) {
        return Step.of(QUEUED, List.of(redisKey(handle)), clock.millis(), country, state.word())
                .replaceWithVoid();
    }

    private Step<Void> note(String handle, DeliveryState state, String sender, String resend) {
        return Step.of(NOTE, List.of(redisKey(handle)), state.word(), sender, resend)
                .invoke(changed -> countIfAny(state, changed))
                .replaceWithVoid();
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
        return RedisStore.PREFIX + "delivery:" + handle;
    }
}
