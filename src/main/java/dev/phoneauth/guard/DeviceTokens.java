package dev.phoneauth.guard;

import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.secret.Bytes;
import dev.phoneauth.secret.Hmac;
import dev.phoneauth.secret.MasterSecret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * Tokens by which a device is known that has signed in to a number: the time of the sign-in, and an HMAC of it and the
 * number. Nothing is stored.
 */
@ApplicationScoped
public class DeviceTokens {
    private static final Duration GOOD_FOR = Duration.ofDays(365);
    private static final int MAC_BYTES = 32;
    private static final int LENGTH = Long.BYTES + MAC_BYTES;

    @Inject Clock clock;

    private final List<Hmac> keys;

    DeviceTokens(MasterSecret secret) {
        keys = secret.keys("device-token");
    }

    /** Opaque; base64url. */
    public String issue(PhoneNumber number) {
        long signedInAt = clock.instant().getEpochSecond();
        byte[] token = ByteBuffer.allocate(LENGTH)
                .putLong(signedInAt)
                .put(mac(keys.get(0), number, signedInAt))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /**
     * Whether the token is one of the number's and not older than a year. Takes as long whatever is wrong with it.
     *
     * @param token null if the client has none
     */
    public boolean verifies(PhoneNumber number, String token) {
        ByteBuffer bytes = ByteBuffer.wrap(decoded(token));
        long signedInAt = bytes.getLong();
        byte[] mac = new byte[MAC_BYTES];
        bytes.get(mac);
        long isMade = keys.stream()
                .filter(key -> MessageDigest.isEqual(mac, mac(key, number, signedInAt)))
                .count();
        Instant now = clock.instant();
        return isMade > 0
                && signedInAt <= now.getEpochSecond()
                && signedInAt > now.minus(GOOD_FOR).getEpochSecond();
    }

    /** Zeros for what is no token. */
    private static byte[] decoded(String token) {
        return Bytes.decode(Base64.getUrlDecoder(), token == null ? "" : token)
                .filter(bytes -> bytes.length == LENGTH)
                .orElseGet(() -> new byte[LENGTH]);
    }

    private static byte[] mac(Hmac key, PhoneNumber number, long signedInAt) {
        return key.framed(number.e164(), Long.toString(signedInAt));
    }
}
