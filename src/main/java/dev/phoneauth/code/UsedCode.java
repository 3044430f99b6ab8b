package dev.phoneauth.code;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A code that was used. Of many requests that redeem a code at once, one inserts its row. */
@Entity
@Table(name = "used_codes")
public class UsedCode extends PanacheEntityBase {
    @Id
    public String nonce;

    /** Of the {@code Idempotency-Key} that the code was used with; null without one. */
    public String idempotencyHash;

    /** The session that was opened, or that changed its user's number. */
    public UUID sessionId;

    public Instant usedAt;

    /** The code that was used with the key after that time; null if there is none. */
    static Uni<UsedCode> findByIdempotencyHash(String hash, Instant after) {
        return find("idempotencyHash = ?1 and usedAt > ?2", hash, after).firstResult();
    }
}
