package dev.phoneauth.sms;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A gateway's report about one text.
 *
 * @param textId the {@link SmsText#id}
 */
record DeliveryReport(String textId, DeliveryState state) {
    /** Empty if either is null. */
    static Optional<DeliveryReport> of(String textId, DeliveryState state) {
        return textId == null || state == null ? Optional.empty() : Optional.of(new DeliveryReport(textId, state));
    }

    /** Decodes a query or form, which may be null, and sorts it by name; the last of several values counts. */
    static Map<String, String> parameters(String encoded) {
        Map<String, String> parameters = new TreeMap<>();
        Arrays.stream(Objects.requireNonNullElse(encoded, "").split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> parameters.put(decoded(pair[0]), decoded(pair[1])));
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }
}
