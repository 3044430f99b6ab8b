package dev.phoneauth.session;

import dev.phoneauth.secret.Bytes;
import dev.phoneauth.secret.Hmac;
import dev.phoneauth.secret.MasterSecret;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes and reads refresh tokens: a version, session id, seed and generation under a MAC. The database keeps all of it but
 * the MAC, so it yields no token. A forged or garbled token is refused by its MAC, without a query. The same token can be
 * written again for a client that lost the answer.
 */
@ApplicationScoped
class RefreshTokens {
    static final int SEED_BYTES = 16;

    private static final byte VERSION = 1;
    private static final int ID_AT = 1;
    private static final int SEED_AT = ID_AT + 2 * Long.BYTES;
    private static final int GENERATION_AT = SEED_AT + SEED_BYTES;
    private static final int MAC_AT = GENERATION_AT + Integer.BYTES;
    private static final int MAC_BYTES = 32;

    /** No bits are left over at the end, so that every token has one spelling. */
    private static final int LENGTH = (MAC_AT + MAC_BYTES) / 3 * 4;

    /** The first writes; the other verifies tokens that were written with the secret before. */
    private final List<Hmac> keys;

    /**
     * What a refresh token says once its MAC is verified.
     *
     * @param seed random, of the session: a token that is made with the secret alone, without the database, is refused
     * @param generation counts the tokens of the session; all but the newest are used up
     */
    record RefreshToken(UUID session, byte[] seed, int generation) {
        RefreshToken successor() {
            return new RefreshToken(session, seed, generation + 1);
        }
    }

    RefreshTokens(MasterSecret secret) {
        keys = secret.keys("refresh-token");
    }

    String write(RefreshToken token) {
        Buffer bytes = Buffer.buffer()
                .appendByte(VERSION)
                .appendLong(token.session().getMostSignificantBits())
                .appendLong(token.session().getLeastSignificantBits())
                .appendBytes(token.seed())
                .appendInt(token.generation());
        byte[] mac = keys.get(0).framed(bytes.getBytes());
        return Base64.getUrlEncoder().encodeToString(bytes.appendBytes(mac).getBytes());
    }

    /** Empty unless the token was written here. */
    Optional<RefreshToken> read(String token) {
        return Optional.of(token)
                .filter(text -> text.length() == LENGTH)
                .flatMap(text -> Bytes.decode(Base64.getUrlDecoder(), text))
                .map(Buffer::buffer)
                .filter(this::isOurs)
                .map(RefreshTokens::token);
    }

    private boolean isOurs(Buffer token) {
        byte[] head = token.getBytes(0, MAC_AT);
        byte[] mac = token.getBytes(MAC_AT, token.length());
        return keys.stream().anyMatch(key -> MessageDigest.isEqual(mac, key.framed(head)));
    }

    private static RefreshToken token(Buffer bytes) {
        UUID session = new UUID(bytes.getLong(ID_AT), bytes.getLong(ID_AT + Long.BYTES));
        return new RefreshToken(session, bytes.getBytes(SEED_AT, GENERATION_AT), bytes.getInt(GENERATION_AT));
    }
}
