package dev.phoneauth.guard;

import dev.phoneauth.problem.Problem;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What {@code admit.lua} decided.
 *
 * @param reason the limit that was hit, or the circle that vouched or is closed
 * @param delay until the number may have another text, or, for {@code LIMITED}, this one
 * @param fromNetwork texts in the network's window, with this one
 * @param networkDelay until one of those leaves the window
 */
record Verdict(
        Decision decision,
        String reason,
        Duration delay,
        long fromNetwork,
        Duration networkDelay,
        List<Change> changes) {

    /** What comes of a request for a text; {@code PROBE} and {@code OBSERVED} go out though their circle is closed. */
    enum Decision {
        ADMITTED,
        PROBE,
        OBSERVED,
        LIMITED,
        CLOSED;

        /** As in logs and metrics. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A circle has just {@code opened} or {@code closed}. */
    record Change(String what, String circle) {}

    static Verdict of(Response answer, Subjects subjects) {
        Decision decision = Decision.valueOf(answer.get(0).toString().toUpperCase(Locale.ROOT));
        if (decision == Decision.LIMITED) {
            Duration wait = millis(answer.get(2));
            return new Verdict(decision, answer.get(1).toString(), wait, 0, wait, List.of());
        }
        return new Verdict(
                decision,
                circle(answer.get(1).toInteger(), subjects),
                millis(answer.get(2)),
                answer.get(3).toLong(),
                millis(answer.get(4)),
                IntStream.range(5, answer.size())
                        .mapToObj(i -> change(answer.get(i).toString(), subjects))
                        .toList());
    }

    /** Throws the problem, unless the text may go out. */
    void refuseUnlessAdmission() {
        if (decision == Decision.LIMITED) {
            throw Problem.TOO_MANY_REQUESTS.failure().limit(limit()).retryAfter(delay);
        }
        if (decision == Decision.CLOSED) {
            throw Problem.PHONE_NUMBER_NOT_ALLOWED.failure();
        }
    }

    boolean isNetworkLimit() {
        return decision == Decision.LIMITED && reason.equals("network");
    }

    boolean isAdmission() {
        return decision != Decision.LIMITED && decision != Decision.CLOSED;
    }

    /** The kind a client is told; which of the service's budgets is used up is the operator's business. */
    private String limit() {
        return switch (reason) {
            case "cooldown", "number" -> "number";
            case "network" -> "network";
            default -> "service";
        };
    }

    private static Change change(String text, Subjects subjects) {
        String[] words = text.split(" ");
        return new Change(words[0], circle(Integer.parseInt(words[1]), subjects));
    }

    /** Lua counts from 1. */
    private static String circle(int level, Subjects subjects) {
        return subjects.circles().get(level - 1);
    }

    private static Duration millis(Response number) {
        return Duration.ofMillis(number.toLong());
    }
}
