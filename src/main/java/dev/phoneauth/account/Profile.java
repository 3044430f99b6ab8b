package dev.phoneauth.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a user sees of himself. */
record Profile(
        @Schema(description = "Never changes", examples = "0193a1f4-7b1c-7d52-9c3e-5d0b8a6f2e41")
        UUID id,

        @Schema(description = "E.164", examples = "+4915123456789")
        String phoneNumber,

        @Schema(description = "As chosen by this user", nullable = true, examples = "Ada")
        String displayName,

        @Schema(description = "For friends: theirs to enter", examples = "K7Q2MX")
        String inviteCode,

        @Schema(description = "The invite code entered by this user", nullable = true, examples = "P3WT9A")
        String activationCode,

        @Schema(description = "Who entered mine, oldest first, at most 100", examples = "[\"+79261234567\"]")
        List<String> invitedUsers,

        @Schema(description = "All who entered mine", examples = "1")
        long invitedCount,

        @Schema(description = "When the number was first proved", examples = "2026-03-01T09:30:00Z")
        Instant createdAt) {}
