package dev.phoneauth.token;

import dev.phoneauth.secret.MasterSecret;
import dev.phoneauth.secret.Seal;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;

/** Seals key pairs for their table, and opens them. */
@ApplicationScoped
class KeySeal {
    private final Seal seal;

    KeySeal(MasterSecret secret) {
        seal = secret.seal("signing-key");
    }

    byte[] seal(PublicJsonWebKey jwk) {
        byte[] json = jwk.toJson(OutputControlLevel.INCLUDE_PRIVATE).getBytes(StandardCharsets.UTF_8);
        return seal.seal(jwk.getKeyId(), json);
    }

    /** Empty if it was sealed with another secret than the one in force or the one before. */
    Optional<PublicJsonWebKey> open(SigningKey row) {
        return seal.open(row.kid, row.sealedPair).map(json -> SigningKey.jwk(new String(json, StandardCharsets.UTF_8)));
    }

    /** Seals with the secret in force what was sealed with the one before. */
    void renew(SigningKey row) {
        if (!seal.isCurrent(row.kid, row.sealedPair)) {
            open(row).ifPresent(jwk -> row.sealedPair = seal(jwk));
        }
    }
}
