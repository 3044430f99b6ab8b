package dev.phoneauth.guard;

import dev.phoneauth.problem.Problem;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.Locale;

/**
 * Whether a text may be sent, as {@code admit.lua} decides. An admitted text counts against the rate limits.
 *
 * @param id identifies the counted text
 * @param reason the limit that was hit, or the group by whose record the decision was made
 * @param delay until the number may have another text, or, if it is limited, this one
 * @param networkTexts texts from the network within an hour, with this one
 * @param networkDelay until the oldest of those no longer counts
 * @param groupChange {@code opened} or {@code closed} if the group has just changed, else empty
 */
public record SendDecision(
        String id,
        GuardKeys keys,
        Kind kind,
        String reason,
        Duration delay,
        long networkTexts,
        Duration networkDelay,
        String groupChange) {

    /** In logs and metrics in lower case. */
    enum Kind {
        ADMITTED,
        /** Admitted from a closed group, to see whether its codes are redeemed again. */
        PROBE,
        /** Admitted from a closed group, since the adaptive rule only observes. */
        OBSERVED,
        /** Refused by a cooldown or a budget. */
        LIMITED,
        /** Refused by a closed group. */
        CLOSED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static SendDecision of(Response answer, String id, GuardKeys keys) {
        Kind kind = Kind.valueOf(answer.get(0).toString().toUpperCase(Locale.ROOT));
        String reason = answer.get(1).toString();
        return new SendDecision(
                id,
                keys,
                kind,
                // Lua counts from 1
                kind == Kind.LIMITED ? reason : GuardKeys.groups(keys.number()).get(Integer.parseInt(reason) - 1),
                millis(answer.get(2)),
                answer.get(3).toLong(),
                millis(answer.get(4)),
                answer.get(5).toString());
    }

    /** Of a text that is not counted. */
    static SendDecision withoutLimits(GuardKeys keys) {
        return new SendDecision("", keys, Kind.ADMITTED, "service", Duration.ZERO, 0, Duration.ZERO, "");
    }

    /** Seconds until the number may have another text, rounded up: a client that waits that long is not early. */
    public long resendIn() {
        return delay.plusMillis(999).toSeconds();
    }

    boolean isAdmitted() {
        return kind != Kind.LIMITED && kind != Kind.CLOSED;
    }

    /** Throws {@code too_many_requests} or {@code phone_number_not_allowed}. */
    void refuseUnlessAdmitted() {
        if (kind == Kind.LIMITED) {
            throw Problem.TOO_MANY_REQUESTS.failure().limit(limit()).retryAfter(delay);
        }
        if (kind == Kind.CLOSED) {
            throw Problem.PHONE_NUMBER_NOT_ALLOWED.failure();
        }
    }

    /** The limit as a client is told; which budget of the service is used up concerns the operator alone. */
    private String limit() {
        return switch (reason) {
            case "cooldown", "number" -> "number";
            case "network" -> "network";
            default -> "service";
        };
    }

    private static Duration millis(Response number) {
        return Duration.ofMillis(number.toLong());
    }
}
