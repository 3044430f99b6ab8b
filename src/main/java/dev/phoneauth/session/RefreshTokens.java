package dev.phoneauth.session;

import dev.phoneauth.secret.DerivedKey;
import dev.phoneauth.secret.MasterSecret;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes and reads refresh tokens: session id, seed and generation under a MAC. The database keeps the former three and
 * so yields no token; what is forged or garbled is told by the MAC, without asking the database. The same token can be
 * written again for a client that lost the answer.
 */
@ApplicationScoped
class RefreshTokens {
    static final int SEED_BYTES = 16;

    private static final byte VERSION = 1;
    private static final int HEAD_BYTES = 1 + 2 * Long.BYTES + SEED_BYTES + Integer.BYTES;
    private static final int MAC_BYTES = 32;

    /** No bits are left over at the end, so that every token has one spelling. */
    private static final int LENGTH = (HEAD_BYTES + MAC_BYTES) / 3 * 4;

    /** The first writes; what the others have written while the secret was another is still read. */
    private final List<DerivedKey> keys;

    /**
     * What a refresh token says once its MAC is verified.
     *
     * @param seed random, of the session: a token made with the secret alone, without the database, does not fit
     * @param generation counts the tokens of the session; all but the newest are used up
     */
    record RefreshToken(UUID session, byte[] seed, int generation) {
        /** The same whenever it is asked for. */
        RefreshToken successor() {
            return new RefreshToken(session, seed, generation + 1);
        }

        /** Without what it is made of: it is in no log. */
        @Override
        public String toString() {
            return "RefreshToken[…]";
        }
    }

    RefreshTokens(MasterSecret secret) {
        keys = secret.keys("refresh-token");
    }

    String write(RefreshToken token) {
        byte[] head = ByteBuffer.allocate(HEAD_BYTES)
                .put(VERSION)
                .putLong(token.session().getMostSignificantBits())
                .putLong(token.session().getLeastSignificantBits())
                .put(token.seed())
                .putInt(token.generation())
                .array();
        return Base64.getUrlEncoder()
                .encodeToString(ByteBuffer.allocate(HEAD_BYTES + MAC_BYTES)
                        .put(head)
                        .put(keys.get(0).hmac(head))
                        .array());
    }

    /** Empty unless the token was written here. */
    Optional<RefreshToken> read(String token) {
        return Optional.of(token)
                .filter(text -> text.length() == LENGTH)
                .flatMap(RefreshTokens::decoded)
                .filter(this::isOurs)
                .map(RefreshTokens::token);
    }

    private static Optional<ByteBuffer> decoded(String text) {
        try {
            return Optional.of(ByteBuffer.wrap(Base64.getUrlDecoder().decode(text)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private boolean isOurs(ByteBuffer token) {
        byte[] head = new byte[HEAD_BYTES];
        byte[] mac = new byte[MAC_BYTES];
        token.duplicate().get(head).get(mac);
        return keys.stream().anyMatch(key -> MessageDigest.isEqual(mac, key.hmac(head)));
    }

    private static RefreshToken token(ByteBuffer bytes) {
        byte[] seed = new byte[SEED_BYTES];
        bytes.get();
        UUID session = new UUID(bytes.getLong(), bytes.getLong());
        bytes.get(seed);
        return new RefreshToken(session, seed, bytes.getInt());
    }
}
