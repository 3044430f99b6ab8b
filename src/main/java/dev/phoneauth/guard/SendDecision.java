package dev.phoneauth.guard;

import dev.phoneauth.problem.Problem;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether a text may be sent, as {@code admit.lua} decides. An admitted text counts against the rate limits.
 *
 * @param decision {@code admitted}; {@code limited} by a cooldown or a budget; {@code doubted}: admitted with a client proof alone;
 *     by a closed group: {@code closed}, or admitted as a {@code probe}, to see whether its codes are redeemed again, from a
 *     {@code known_network}, whose own record is good, or {@code would_close} with groups that are observed only
 * @param reason the limit that was hit, or the group by whose record the decision was made
 * @param rule {@code budget}, {@code share} of redeemed texts, {@code unanswered} requests for a proof, {@code guesses}; or
 *     what an admitted request showed
 * @param delay until the number may have another text, or, if it is limited, this one
 * @param networkTexts unredeemed texts from the network within an hour, with this one
 * @param networkDelay until the oldest of those no longer counts
 * @param isGuessing whether codes are being guessed, over all numbers
 * @param changes of groups
 */
public record SendDecision(
        TextRequest text,
        String decision,
        String reason,
        String rule,
        Duration delay,
        long networkTexts,
        Duration networkDelay,
        boolean isGuessing,
        List<GroupChange> changes) {
    private static final int FIRST_CHANGE = 7;

    /** @param change {@code opened} or {@code closed} */
    record GroupChange(String group, String change) {}

    static SendDecision of(Response answer, TextRequest text) {
        return new SendDecision(
                text,
                answer.get(0).toString(),
                answer.get(1).toString(),
                answer.get(2).toString(),
                millis(answer.get(3)),
                answer.get(4).toLong(),
                millis(answer.get(5)),
                answer.get(6).toLong() == 1,
                IntStream.iterate(FIRST_CHANGE, i -> i < answer.size(), i -> i + 2)
                        .mapToObj(i -> new GroupChange(
                                answer.get(i).toString(), answer.get(i + 1).toString()))
                        .toList());
    }

    /** Nothing is sent, so no text is counted. */
    static SendDecision ofTestNumber(TextRequest text) {
        return new SendDecision(
                text, "admitted", "service", "test_number", Duration.ZERO, 0, Duration.ZERO, false, List.of());
    }

    /** Seconds until the number may have another text, rounded up: a client that waits that long is not early. */
    public long resendIn() {
        return delay.plusMillis(999).toSeconds();
    }

    /** Whether the text is sent only to a client that shows a proof. */
    public boolean isDoubted() {
        return decision.equals("doubted");
    }

    boolean isAdmitted() {
        return !decision.equals("limited") && !decision.equals("closed") && !isDoubted();
    }

    /** Throws {@code too_many_requests} or {@code phone_number_not_allowed}. */
    void refuseIfLimited() {
        if (decision.equals("limited")) {
            throw Problem.TOO_MANY_REQUESTS.failure().limit(limit()).retryAfter(delay);
        }
        if (decision.equals("closed")) {
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
