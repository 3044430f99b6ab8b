package dev.phoneauth.code;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A code that was used: of many at once that redeem a code, one inserts this row. */
@Entity
@Table(name = "used_codes")
public class UsedCode extends PanacheEntityBase {
    private static final String INSERT = """
            insert into UsedCode (nonce, idempotencyHash, sessionId, usedAt)
            values (:nonce, :idempotencyHash, :sessionId, :usedAt) on conflict do nothing""";

    @Id
    public String nonce;

    public String idempotencyHash;
    public UUID sessionId;
    public Instant usedAt;

    /**
     * Inserts a row, in the transaction that uses the code.
     *
     * @param idempotencyHash null without an {@code Idempotency-Key}
     * @return false when the code is used already
     */
    public static Uni<Boolean> insert(RightCode code, String idempotencyHash, UUID sessionId, Instant now) {
        return Panache.getSession()
                .chain(session -> session.createMutationQuery(INSERT)
                        .setParameter("nonce", code.nonce())
                        .setParameter("idempotencyHash", idempotencyHash)
                        .setParameter("sessionId", sessionId)
                        .setParameter("usedAt", now)
                        .executeUpdate())
                .map(inserted -> inserted == 1);
    }
}
