package dev.phoneauth.webhook;

import dev.phoneauth.secret.Hmac;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What both ends of a webhook know, and sign their messages with.
 *
 * @see <a href="https://www.standardwebhooks.com">Standard Webhooks</a>
 */
public final class WebhookSecret {
    /** What a secret has to be; goes on after the name of its setting. */
    public static final String RULE = "must be whsec_ and the base64 of 24 to 64 random bytes";

    private static final String ID = "webhook-id";
    private static final String TIMESTAMP = "webhook-timestamp";
    private static final String SIGNATURE = "webhook-signature";
    private static final String PREFIX = "whsec_";
    private static final String VERSION = "v1,";

    private final Hmac hmac;

    private WebhookSecret(byte[] key) {
        this.hmac = Hmac.sha256(key);
    }

    /** Empty if the text breaks the {@link #RULE}. */
    public static Optional<WebhookSecret> parse(String text) {
        return Optional.of(text)
                .filter(secret -> secret.startsWith(PREFIX))
                .flatMap(secret -> decode(secret.substring(PREFIX.length())))
                .filter(bytes -> bytes.length >= 24 && bytes.length <= 64)
                .map(WebhookSecret::new);
    }

    /** The headers of a message; the same message sent again has the same id and a new timestamp. */
    public Map<String, String> headers(String id, Instant now, String body) {
        String timestamp = Long.toString(now.getEpochSecond());
        return Map.of(ID, id, TIMESTAMP, timestamp, SIGNATURE, sign(id, timestamp, body));
    }

    /**
     * Whether a message comes from one who knows the secret, and was sent no longer than five minutes ago.
     *
     * @param header gives null where there is none; that of the signature holds one or more, with blanks between them
     */
    public boolean verifies(Function<String, String> header, String body, Instant now) {
        String id = header.apply(ID);
        String timestamp = header.apply(TIMESTAMP);
        String signatures = header.apply(SIGNATURE);
        if (id == null || signatures == null || !Timestamp.isRecent(timestamp, now)) {
            return false;
        }
        byte[] expected = bytes(sign(id, timestamp, body));
        return Stream.of(signatures.split(" ")).anyMatch(one -> MessageDigest.isEqual(expected, bytes(one)));
    }

    private String sign(String id, String timestamp, String body) {
        return VERSION + Base64.getEncoder().encodeToString(hmac.of(id + "." + timestamp + "." + body));
    }

    private static Optional<byte[]> decode(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
