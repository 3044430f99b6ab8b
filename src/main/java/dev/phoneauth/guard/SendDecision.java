package dev.phoneauth.guard;

import dev.phoneauth.problem.Problem;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;

/**
 * Whether a text may be sent, as {@code admit.lua} decides. An admitted text counts against the rate limits.
 *
 * @param id identifies the counted text
 * @param kind {@code admitted}; {@code limited} by a cooldown or a budget; by a closed group: {@code closed}, or admitted as a
 *     {@code probe}, to see whether its codes are redeemed again, or {@code observed} only
 * @param reason the limit that was hit, or the group by whose record the decision was made
 * @param delay until the number may have another text, or, if it is limited, this one
 * @param networkTexts texts from the network within an hour, with this one
 * @param networkDelay until the oldest of those no longer counts
 * @param groupChange {@code opened} or {@code closed} if the group has just changed, else empty
 */
public record SendDecision(
        String id,
        GuardKeys keys,
        String kind,
        String reason,
        Duration delay,
        long networkTexts,
        Duration networkDelay,
        String groupChange) {

    static SendDecision of(Response answer, String id, GuardKeys keys) {
        String kind = answer.get(0).toString();
        String reason = answer.get(1).toString();
        return new SendDecision(
                id,
                keys,
                kind,
                // Lua counts from 1
                kind.equals("limited")
                        ? reason
                        : GuardKeys.groups(keys.number()).get(Integer.parseInt(reason) - 1),
                millis(answer.get(2)),
                answer.get(3).toLong(),
                millis(answer.get(4)),
                answer.get(5).toString());
    }

    /** Of a text that is not counted. */
    static SendDecision withoutLimits(GuardKeys keys) {
        return new SendDecision("", keys, "admitted", "service", Duration.ZERO, 0, Duration.ZERO, "");
    }

    /** Seconds until the number may have another text, rounded up: a client that waits that long is not early. */
    public long resendIn() {
        return delay.plusMillis(999).toSeconds();
    }

    boolean isAdmitted() {
        return !kind.equals("limited") && !kind.equals("closed");
    }

    /** Throws {@code too_many_requests} or {@code phone_number_not_allowed}. */
    void refuseUnlessAdmitted() {
        if (kind.equals("limited")) {
            throw Problem.TOO_MANY_REQUESTS.failure().limit(limit()).retryAfter(delay);
        }
        Problem.PHONE_NUMBER_NOT_ALLOWED.unless(isAdmitted());
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
