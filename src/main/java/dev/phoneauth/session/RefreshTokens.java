package dev.phoneauth.session;

import dev.phoneauth.secret.DerivedKey;
import dev.phoneauth.secret.MasterSecret;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/**
 * Makes refresh tokens: session id, generation and a MAC over both and the session's random seed. No token can be made
 * from a dump of the table, and the same one can be made again for a client that lost the answer.
 */
@ApplicationScoped
class RefreshTokens {
    private static final int HEAD = 2 * Long.BYTES + Integer.BYTES;

    private final DerivedKey key;

    RefreshTokens(MasterSecret secret) {
        key = secret.key("refresh-token");
    }

    String token(Session session) {
        byte[] head = head(session.id, session.refreshGeneration);
        byte[] mac = key.hmac(head, session.refreshSeed);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(HEAD + mac.length)
                        .put(head)
                        .put(mac)
                        .array());
    }

    private static byte[] head(UUID session, int generation) {
        return ByteBuffer.allocate(HEAD)
                .putLong(session.getMostSignificantBits())
                .putLong(session.getLeastSignificantBits())
                .putInt(generation)
                .array();
    }
}
