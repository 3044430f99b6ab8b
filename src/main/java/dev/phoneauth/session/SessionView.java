package dev.phoneauth.session;

import java.time.Instant;
import java.util.UUID;

/** A session as its owner sees it. */
record SessionView(UUID id, String device, String network, Instant createdAt, Instant lastUsedAt, boolean current) {}
