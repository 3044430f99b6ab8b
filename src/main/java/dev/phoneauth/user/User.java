package dev.phoneauth.user;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;

/** A person who holds a phone number. Only changed columns are written: concurrent transactions change different ones. */
@Entity
@Table(name = "users")
@DynamicUpdate
public class User extends PanacheEntityBase {
    private static final String ACTIVATE = """
            update User set activationCode = ?1, inviterId = ?2, activatedAt = ?3
            where id = ?4 and activationCode is null""";

    @Id
    public UUID id;

    public String phoneNumber;
    public String displayName;
    public String inviteCode;

    /** The invite code of {@code inviterId}, entered once; stays when the inviter is deleted. */
    public String activationCode;

    public UUID inviterId;
    public Instant activatedAt;
    public Instant createdAt;

    /** The users whose {@code inviterId} this is; kept by triggers. */
    @Column(insertable = false, updatable = false)
    public long invitedCount;

    /** Null if there is none. Until the transaction ends, no other one changes or deletes the user. */
    public static Uni<User> findByPhoneNumber(String number) {
        return find("phoneNumber", number)
                .withLock(LockModeType.PESSIMISTIC_READ)
                .firstResult();
    }

    /** Null if there is none. */
    public static Uni<User> findByInviteCode(String code) {
        return find("inviteCode", code).firstResult();
    }

    /** Locks both rows until the transaction ends, always in the same order: transactions do not wait for each other. */
    public static Uni<Void> lock(UUID one, UUID other) {
        return find("id in (?1, ?2) order by id", one, other)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list()
                .replaceWithVoid();
    }

    /** As {@link #lock}, before this user is deleted, which changes the inviter's count. */
    public Uni<Void> lockWithInviter() {
        return lock(id, inviterId == null ? id : inviterId);
    }

    /** Sets the activation code; false if one is set. Decided by the row: it may have changed since it was read. */
    public Uni<Boolean> activate(User inviter, Instant now) {
        return update(ACTIVATE, inviter.inviteCode, inviter.id, now, id).map(changed -> changed == 1);
    }

    /** False if another transaction deleted the row. Sessions go with it; the users invited keep their activation code. */
    public Uni<Boolean> deleteRow() {
        return delete("id = ?1", id).map(deleted -> deleted == 1);
    }

    /** The users who entered this user's invite code after that time and id, oldest first. */
    public Uni<List<User>> invitedAfter(Instant time, UUID last, int limit) {
        return find("inviterId = ?1 and (activatedAt, id) > (?2, ?3) order by activatedAt, id", id, time, last)
                .range(0, limit - 1)
                .list();
    }
}
