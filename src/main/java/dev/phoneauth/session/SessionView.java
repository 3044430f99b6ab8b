package dev.phoneauth.session;

import java.time.Instant;
import java.util.UUID;

/** A session as its user sees it. */
record SessionView(UUID id, String device, String network, Instant createdAt, Instant lastUsedAt, boolean current) {
    static SessionView of(Session session, Session current) {
        return new SessionView(
                session.id,
                session.device,
                session.network,
                session.createdAt,
                session.lastUsedAt,
                session.id.equals(current.id));
    }
}
