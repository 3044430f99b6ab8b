package dev.phoneauth.token;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.security.Key;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.DynamicUpdate;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.HashUtil;
import org.jose4j.lang.JoseException;

/** A key pair that access tokens are signed and verified with. A row is one of all replicas; a key file has none. */
@Entity
@Table(name = "signing_keys")
@DynamicUpdate
public class SigningKey extends PanacheEntityBase {
    private static final String RETIRE_BEFORE = """
            update SigningKey set retiresAt = ?1 where generation < ?2 and (retiresAt is null or retiresAt > ?1)""";

    /** Counts the keys made; unique, so that of two replicas that make the next key one succeeds. */
    @Id
    public int generation;

    public String kid;

    /** As a JWK. */
    public String publicKey;

    /** As a JWK, sealed under a key derived from {@code phone-auth.secret}. */
    public byte[] sealedPair;

    public Instant createdAt;
    public Instant signsFrom;

    /** When its last token has expired; null while that is not known. */
    public Instant retiresAt;

    /** With the private key only where this process may sign. */
    @Transient
    public PublicJsonWebKey jwk;

    @Transient
    private Algorithm algorithm;

    static Uni<List<SigningKey>> listByGeneration() {
        return listAll(Sort.by("generation"));
    }

    /** Sets the end of all keys before the generation, unless they end sooner. */
    static Uni<Integer> retireBefore(int generation, Instant at) {
        return update(RETIRE_BEFORE, at, generation);
    }

    public static Uni<Long> deleteRetired(Instant now) {
        return delete("retiresAt <= ?1", now);
    }

    /** A pair as a JWK, named by its thumbprint (RFC 7638). */
    static PublicJsonWebKey jwk(KeyPair pair) {
        try {
            PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk((Key) pair.getPublic());
            jwk.setPrivateKey(pair.getPrivate());
            return named(jwk);
        } catch (JoseException unknownType) {
            throw new IllegalArgumentException(unknownType.getMessage());
        }
    }

    static PublicJsonWebKey jwk(String json) {
        try {
            return named(PublicJsonWebKey.Factory.newPublicJwk(json));
        } catch (JoseException malformed) {
            throw new IllegalArgumentException("not a JWK");
        }
    }

    private static PublicJsonWebKey named(PublicJsonWebKey jwk) {
        if (jwk.getKeyId() == null) {
            jwk.setKeyId(jwk.calculateBase64urlEncodedThumbprint(HashUtil.SHA_256));
        }
        jwk.setUse("sig");
        jwk.setAlgorithm(Algorithm.of(jwk).name());
        return jwk;
    }

    /** Gives the key its pair, or the public half of it. */
    SigningKey with(PublicJsonWebKey pair) {
        jwk = pair;
        algorithm = Algorithm.of(pair);
        kid = pair.getKeyId();
        publicKey = pair.toJson(OutputControlLevel.PUBLIC_ONLY);
        return this;
    }

    Algorithm algorithm() {
        return algorithm;
    }

    boolean isPublishedAt(Instant now) {
        return retiresAt == null || retiresAt.isAfter(now);
    }

    boolean hasPrivateKey() {
        return jwk.getPrivateKey() != null;
    }

    /** Without the private key: it is in no log. */
    @Override
    public String toString() {
        return "SigningKey[" + kid + "]";
    }
}
