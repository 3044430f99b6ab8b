package dev.phoneauth.session;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A session as its owner sees it. */
record SessionView(
        @Schema(description = "To end it by", examples = "0193a1f4-7b1c-7d52-9c3e-5d0b8a6f2e41")
        UUID id,

        @Schema(description = "In plain words, by what it said it was at sign-in", examples = "Chrome on Android")
        String device,

        @Schema(description = "Masked; where its tokens were refreshed last", examples = "198.51.100.*")
        String network,

        @Schema(description = "When a code was proved", examples = "2026-03-01T09:30:00Z")
        Instant createdAt,

        @Schema(description = "When its tokens were refreshed last", examples = "2026-03-02T08:00:00Z")
        Instant lastUsedAt,

        @Schema(description = "Whether it is the one that asks", examples = "true")
        boolean current) {}
