package dev.phoneauth.events;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

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
    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private final SecretKeySpec key;

    private WebhookSecret(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
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
        if (id == null
                || timestamp == null
                || signatures == null
                || !SECONDS.matcher(timestamp).matches()) {
            return false;
        }
        byte[] expected = bytes(sign(id, timestamp, body));
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                .abs();
        return age.compareTo(TOLERANCE) <= 0
                && Stream.of(signatures.split(" ")).anyMatch(one -> MessageDigest.isEqual(expected, bytes(one)));
    }

    private String sign(String id, String timestamp, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return VERSION + Base64.getEncoder().encodeToString(mac.doFinal(bytes(id + "." + timestamp + "." + body)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
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
