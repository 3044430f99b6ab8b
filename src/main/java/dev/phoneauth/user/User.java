package dev.phoneauth.user;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Somebody who has proved to hold a phone number. */
@Entity
@Table(name = "users")
public class User extends PanacheEntityBase {
    @Id
    public UUID id;

    public String phoneNumber;
    public String displayName;
    public String inviteCode;
    public String activationCode;
    public UUID inviterId;
    public Instant activatedAt;
    public Instant createdAt;

    /** Without anything that tells who it is. */
    @Override
    public String toString() {
        return "User[" + id + "]";
    }
}
