package dev.phoneauth.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Optional;

/**
 * The latest access tokens whose signature was seen to be right, by their hash. A token stays good only until it expires
 * and while its key is published; whether its session lives is no matter of this place.
 */
@ApplicationScoped
class VerifiedTokens {
    private final SigningKeys keys;
    private final Clock clock;
    private final Cache<ByteBuffer, Verified> cache;

    VerifiedTokens(SessionConfig config, SigningKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
        this.cache = Caffeine.newBuilder()
                .maximumSize(config.verifiedTokens())
                .expireAfterWrite(config.accessTtl())
                .executor(Runnable::run)
                .build();
    }

    private record Verified(AccessToken token, String keyId) {}

    Optional<AccessToken> find(String token) {
        return Optional.ofNullable(cache.getIfPresent(hash(token)))
                .filter(verified -> verified.token().expires() > clock.instant().getEpochSecond())
                .filter(verified -> keys.find(verified.keyId()).isPresent())
                .map(Verified::token);
    }

    void put(String text, String keyId, AccessToken token) {
        cache.put(hash(text), new Verified(token, keyId));
    }

    private static ByteBuffer hash(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
