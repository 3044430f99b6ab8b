package dev.phoneauth.token;

import dev.phoneauth.secret.Seal;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.persistence.criteria.CriteriaQuery;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.DynamicUpdate;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.HashUtil;
import org.jose4j.lang.JoseException;

/** A key pair that access tokens are signed and verified with. All replicas share the rows. */
@Entity
@Table(name = "signing_keys")
@DynamicUpdate
public class SigningKey extends PanacheEntityBase {
    /** Counts the keys made; unique, so that of two replicas that make the next key one succeeds. */
    @Id
    public int generation;

    public String kid;
    public String publicKey;
    /** As a JWK, as the public key is, sealed under a key derived from {@code phone-auth.secret}. */
    public byte[] sealedPair;

    public Instant createdAt;
    public Instant signsFrom;

    /** When its last token has expired; null while that is not known. */
    public Instant retiresAt;

    /** With the private key only where this process may sign. */
    @Transient
    public PublicJsonWebKey jwk;

    /** The first query of a start; written without HQL, whose parser would take a megabyte. */
    static Uni<List<SigningKey>> list() {
        return getSession().chain(session -> {
            CriteriaQuery<SigningKey> all = session.getCriteriaBuilder().createQuery(SigningKey.class);
            all.from(SigningKey.class);
            return session.createQuery(all).getResultList();
        });
    }

    /** Sets the end of all keys before the generation, unless they end sooner. */
    static Uni<Integer> retireBefore(int generation, Instant at) {
        return update("retiresAt = ?1 where generation < ?2 and (retiresAt is null or retiresAt > ?1)", at, generation);
    }

    /** A new pair on the curve P-256, named by its thumbprint (RFC 7638). */
    static SigningKey generated() {
        try {
            PublicJsonWebKey jwk = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            jwk.setKeyId(jwk.calculateBase64urlEncodedThumbprint(HashUtil.SHA_256));
            jwk.setUse("sig");
            jwk.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            SigningKey key = new SigningKey();
            key.jwk = jwk;
            key.kid = jwk.getKeyId();
            key.publicKey = jwk.toJson(OutputControlLevel.PUBLIC_ONLY);
            return key;
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void seal(Seal seal) {
        sealedPair = seal.seal(kid, jwk.toJson(OutputControlLevel.INCLUDE_PRIVATE));
    }

    /** Seals with the secret in force what was sealed with the one before. */
    void reseal(Seal seal) {
        if (!seal.isCurrent(kid, sealedPair)) {
            seal.open(kid, sealedPair).ifPresent(pair -> sealedPair = seal.seal(kid, pair));
        }
    }

    /** Reads the pair, or the public key alone if another secret than the one in force or the one before has sealed it. */
    void open(Seal seal) {
        try {
            jwk = PublicJsonWebKey.Factory.newPublicJwk(
                    seal.open(kid, sealedPair).orElse(publicKey));
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** False for RS256 and EdDSA: the release before this one, which may run beside it, can make such keys. */
    boolean isForEs256() {
        return AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256.equals(jwk.getAlgorithm());
    }

    boolean hasPrivateKey() {
        return jwk.getPrivateKey() != null;
    }
}
