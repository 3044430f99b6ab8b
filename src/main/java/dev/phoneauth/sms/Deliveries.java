package dev.phoneauth.sms;

import dev.phoneauth.secret.DerivedKey;
import dev.phoneauth.secret.MasterSecret;
import dev.phoneauth.sms.SmsConfig.Kind;
import dev.phoneauth.store.RedisStore;
import dev.phoneauth.store.Script;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What has become of each text, while its code lives. Gateways know a text by an id from which the challenge cannot be
 * found; whoever holds the challenge finds the text.
 */
@ApplicationScoped
public class Deliveries {
    private static final Script QUEUED = Script.named("queued");
    private static final Script NOTE = Script.named("delivery");
    private static final Script OVER = Script.named("over");

    /** Characters of an id: what is worked out of the challenge, and then out of challenge and code. */
    private static final int HANDLE = 22;

    private static final int CODE_MARK = 6;
    private static final Pattern CHALLENGE = Pattern.compile("[\\w-]{22}");
    private static final Pattern ID = Pattern.compile("[\\w-]{" + (HANDLE + CODE_MARK) + "}");
    private static final String UNKNOWN = "";

    private final RedisStore redis;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final DerivedKey key;

    Deliveries(RedisStore redis, Clock clock, MeterRegistry metrics, MasterSecret secret) {
        this.redis = redis;
        this.clock = clock;
        this.metrics = metrics;
        this.key = secret.key("sms-id");
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
        if (!CHALLENGE.matcher(challengeId).matches()) {
            return Uni.createFrom().nullItem();
        }
        return redis.call(api -> api.hmget(List.of(redisKey(handle(challengeId)), "state", "resend", "expires")))
                .map(kept -> kept.get(0) == null ? null : delivery(kept));
    }

    /** The id of the text that brings this code: the same whenever it is sent again for this challenge. */
    String id(CodeText text) {
        return handle(text.challengeId())
                + base64(key.hmac(text.challengeId(), text.code())).substring(0, CODE_MARK);
    }

    Uni<Void> queued(String id, CodeText text, String country) {
        long now = clock.millis();
        long life = text.expiresIn() * 1000;
        return redis.run(
                        QUEUED,
                        List.of(redisKey(handleOf(id))),
                        country,
                        now + text.resendIn() * 1000,
                        now + life,
                        Math.max(1, life))
                .replaceWithVoid();
    }

    /** A gateway tells. What it says of a text that nobody knows any more is passed over. */
    Uni<Void> note(String id, Kind sender, DeliveryState state) {
        return ID.matcher(id).matches()
                ? note(handleOf(id), state, sender.word(), UNKNOWN)
                : Uni.createFrom().voidItem();
    }

    /** No gateway took it: another may be asked for at once. */
    Uni<Void> notSent(String id) {
        return note(handleOf(id), DeliveryState.FAILED, UNKNOWN, Long.toString(clock.millis()));
    }

    /** Its reader knows the code already. */
    Uni<Void> skipped(String id) {
        return note(handleOf(id), DeliveryState.DELIVERED, UNKNOWN, UNKNOWN);
    }

    Uni<Void> redeemed(String challengeId) {
        return CHALLENGE.matcher(challengeId).matches()
                ? note(handle(challengeId), DeliveryState.REDEEMED, UNKNOWN, UNKNOWN)
                : Uni.createFrom().voidItem();
    }

    /** Its code has come back, by this text or another. */
    Uni<Void> over(String challengeId) {
        return redis.run(OVER, List.of(redisKey(handle(challengeId)))).replaceWithVoid();
    }

    private Uni<Void> note(String handle, DeliveryState state, String sender, String resend) {
        return redis.run(NOTE, List.of(redisKey(handle)), state.word(), sender, resend)
                .invoke(changed -> count(state, changed))
                .replaceWithVoid();
    }

    private void count(DeliveryState state, Response changed) {
        if (changed.size() > 0) {
            String country = changed.get(0).toString();
            String sender = changed.get(1).toString();
            metrics.counter(
                            "phone_auth_sms_texts",
                            List.of(
                                    Tag.of("state", state.word()),
                                    Tag.of("country", country),
                                    Tag.of("sender", sender.isEmpty() ? "none" : sender)))
                    .increment();
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

    private String handle(String challengeId) {
        return base64(key.hmac(challengeId)).substring(0, HANDLE);
    }

    private static String handleOf(String id) {
        return id.substring(0, HANDLE);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String redisKey(String handle) {
        return RedisStore.PREFIX + "delivery:{" + handle + "}";
    }
}
