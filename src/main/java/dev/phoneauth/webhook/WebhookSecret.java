package dev.phoneauth.webhook;

import dev.phoneauth.secret.Bytes;
import dev.phoneauth.secret.Hmac;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The secret with which both ends of a webhook sign their messages.
 *
 * @see <a href="https://www.standardwebhooks.com">Standard Webhooks</a>
 */
public final class WebhookSecret {
    /** What a secret must be, to follow the name of its setting. */
    public static final String RULE = "must be whsec_ and the base64 of 24 to 64 random bytes";

    static final String ID = "webhook-id";
    static final String TIMESTAMP = "webhook-timestamp";
    static final String SIGNATURE = "webhook-signature";
    private static final String PREFIX = "whsec_";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final Hmac hmac;

    private WebhookSecret(byte[] key) {
        this.hmac = Hmac.sha256(key);
    }

    /** Empty if the text breaks the {@link #RULE}. */
    public static Optional<WebhookSecret> parse(String text) {
        return Bytes.decode(Base64.getDecoder(), text.replaceFirst("^" + PREFIX, ""))
                .filter(key -> text.startsWith(PREFIX) && key.length >= 24 && key.length <= 64)
                .map(WebhookSecret::new);
    }

    /**
     * Whether a message was signed with this secret, not longer than five minutes ago.
     *
     * @param header returns null for an absent header; the signature's has one or more, separated by blanks
     */
    public boolean verifies(Function<String, String> header, String body, Instant now) {
        String id = header.apply(ID);
        String timestamp = header.apply(TIMESTAMP);
        String signatures = header.apply(SIGNATURE);
        if (id == null || signatures == null || !isRecent(timestamp, now)) {
            return false;
        }
        String expected = sign(id, timestamp, body);
        return Stream.of(signatures.split(" ")).anyMatch(signature -> Hmac.isSame(expected, signature));
    }

    /** Whether a message is at most five minutes old, so that none is sent again later; null or no number is not recent. */
    public static boolean isRecent(String epochSeconds, Instant now) {
        return epochSeconds != null
                && epochSeconds.matches("[0-9]{1,12}")
                && Math.abs(now.getEpochSecond() - Long.parseLong(epochSeconds)) <= TOLERANCE.toSeconds();
    }

    String sign(String id, String timestamp, String body) {
        return "v1," + Base64.getEncoder().encodeToString(hmac.of(id + "." + timestamp + "." + body));
    }
}
