package dev.phoneauth.session;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/**
 * One sign-in on one device; ended when its row is gone or {@code expiresAt} has passed, which every refresh puts off up
 * to the longest life of a session.
 */
@Entity
@Table(name = "sessions")
public class Session extends PanacheEntityBase {
    @Id
    public UUID id;

    public UUID userId;
    public byte[] refreshSeed;
    public int refreshGeneration;
    public Instant refreshedAt;
    public String device;
    public String network;
    public Instant createdAt;
    public Instant lastUsedAt;
    public Instant expiresAt;
}
