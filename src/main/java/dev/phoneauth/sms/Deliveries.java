package dev.phoneauth.sms;

import dev.phoneauth.redis.Redis;
import dev.phoneauth.redis.Script;
import dev.phoneauth.secret.Hmac;
import dev.phoneauth.secret.MasterSecret;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Base64;
import java.util.List;

/**
 * Delivery states of texts, kept while their code lives. A text's id begins with a handle derived from the challenge, so
 * that both lead to the state, and the challenge cannot be derived from the id, which gateways see.
 */
@ApplicationScoped
public class Deliveries {
    static final String NO_SENDER = "none";
    private static final Script QUEUE = Script.named("queue_delivery");
    private static final Script REPORT = Script.named("report_delivery");
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final int HANDLE = 22;
    private static final int CODE_MARK = 6;

    @Inject Redis redis;
    @Inject Clock clock;

    private final Hmac key;

    Deliveries(MasterSecret secret) {
        key = secret.key("sms-id");
    }

    /**
     * What a client is told of a text.
     *
     * @param delivery {@code queued}, {@code sent}, {@code delivered} or {@code failed}
     * @param resendIn seconds until another text may be requested
     * @param expiresIn seconds until the code expires
     */
    public record TextState(String delivery, long resendIn, long expiresIn) {}

    /** Null for an unknown or expired challenge. */
    public Uni<TextState> of(String challengeId) {
        return redis.call(api -> api.hmget(List.of(redisKey(handle(challengeId)), "state", "resend", "expires")))
                .map(kept -> kept.get(0) == null ? null : textState(kept));
    }

    /** The id of the text that brings this code for this challenge, the same each time it is sent. */
    String textId(String challengeId, String code) {
        return handle(challengeId)
                + BASE64URL.encodeToString(key.framed(challengeId, code)).substring(0, CODE_MARK);
    }

    /** Records a text that is about to be sent; another one may be requested after {@code resendIn} seconds. */
    Uni<Void> queue(SmsText text, long resendIn) {
        long now = clock.millis();
        long life = Math.max(1, text.validFor().toMillis());
        long resend = now + 1000 * resendIn;
        return redis.run(QUEUE, List.of(redisKey(text.id())), text.to().country(), resend, now + life, life)
                .replaceWithVoid();
    }

    /**
     * Records a new state, unless a later one is known. Unknown texts and notices are ignored.
     *
     * @param state {@code sent}: accepted by a sender, the last state if that sends no delivery reports; {@code delivered}
     *     according to the sender; {@code failed}: no sender accepted it, or its carrier did not deliver it
     * @param sender {@link #NO_SENDER} if none accepted the text: another one may be requested at once
     */
    Uni<Void> report(String textId, String sender, String state) {
        return redis.run(REPORT, List.of(redisKey(textId)), state, sender, clock.millis())
                .invoke(changed -> count(state, changed))
                .replaceWithVoid();
    }

    /** @param read whether the code is known to have been read from the text of this challenge */
    Uni<Void> redeemed(String challengeId, boolean read) {
        return report(handle(challengeId), NO_SENDER, read ? "redeemed" : "closed");
    }

    /** The script answers with country and sender of the text if its state has changed, else with nothing. */
    private void count(String state, Response changed) {
        if (changed.size() > 0) {
            String country = changed.get(0).toString();
            String sender = changed.get(1).toString();
            Tags tags = Tags.of("state", state, "country", country, "sender", sender);
            Metrics.counter("phone_auth_sms_texts", tags).increment();
        }
    }

    private TextState textState(Response kept) {
        return new TextState(
                kept.get(0).toString().replace("redeemed", "delivered"),
                secondsUntil(kept.get(1).toLong()),
                secondsUntil(kept.get(2).toLong()));
    }

    private long secondsUntil(long time) {
        return Math.max(0, (time - clock.millis() + 999) / 1000);
    }

    private String handle(String challengeId) {
        return BASE64URL.encodeToString(key.framed(challengeId)).substring(0, HANDLE);
    }

    /** Of a text, by its id or by the handle that its id begins with. */
    private static String redisKey(String textId) {
        return Redis.PREFIX + "delivery:{" + textId.substring(0, Math.min(HANDLE, textId.length())) + "}";
    }
}
