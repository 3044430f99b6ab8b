package dev.phoneauth.sms;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A request by which a gateway tells what has become of a text.
 *
 * @param query as it stands in the URL, or empty
 * @param header gives null where there is none
 */
record Callback(String query, String body, Function<String, String> header) {
    /** What it says. */
    record Report(String id, DeliveryState state) {}

    /** A query or form, decoded and in the order of its names; the last of two of the same name counts. */
    static Map<String, String> parameters(String encoded) {
        Map<String, String> parameters = new TreeMap<>();
        Arrays.stream(encoded.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> parameters.put(decoded(pair[0]), decoded(pair[1])));
        return parameters;
    }

    /** In a time that tells nothing of how much was right. */
    static boolean isSame(String expected, String given) {
        return given != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    static Optional<Report> report(String id, DeliveryState state) {
        return Optional.ofNullable(id).filter(known -> state != null).map(known -> new Report(known, state));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return "";
        }
    }
}
