package dev.phoneauth.sms;

import dev.phoneauth.problem.Problem;
import dev.phoneauth.problem.ProblemException;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A gateway's report about one text.
 *
 * @param textId the {@link SmsText#id}, or anything else if the text is unknown
 * @param state {@code queued}, which changes nothing, if the gateway's word for it is unknown
 */
record DeliveryReport(String textId, String state) {
    private static final int MOST_PARAMETERS = 1024;

    static DeliveryReport of(Object textId, Object state) {
        return new DeliveryReport(String.valueOf(textId), state(state, "queued"));
    }

    /** @throws dev.phoneauth.problem.ProblemException {@code not_authorized} unless the signature of the report is verified */
    static void require(boolean verified) {
        if (!verified) {
            throw notSigned();
        }
    }

    private static ProblemException notSigned() {
        return Problem.NOT_AUTHORIZED.failure("The signature of the report is missing, wrong or too old.");
    }

    /** What the words of Twilio and Vonage, and usual ones of other gateways, mean here; the word may be null. */
    static String state(Object word, String ifUnknown) {
        return switch (String.valueOf(word)) {
            case "queued" -> "queued";
            case "accepted", "buffered", "sent" -> "sent";
            case "delivered" -> "delivered";
            case "canceled", "error", "expired", "failed", "rejected", "undelivered" -> "failed";
            default -> ifUnknown;
        };
    }

    /**
     * Decodes a query or form, which may be null, and sorts it by name; the last of several values counts. Throws
     * {@code not_authorized} when it is malformed: no gateway signs such.
     */
    static Map<String, String> parameters(String encoded) {
        Map<String, String> parameters = new TreeMap<>();
        try {
            new QueryStringDecoder(encoded == null ? "" : encoded, StandardCharsets.UTF_8, false, MOST_PARAMETERS, true)
                    .parameters()
                    .forEach((name, values) -> parameters.put(name, values.get(values.size() - 1)));
            return parameters;
        } catch (IllegalArgumentException malformed) {
            throw notSigned();
        }
    }
}
