package dev.phoneauth.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a user sees of himself. */
record Profile(
        UUID id,

        @Schema(description = "E.164", examples = "+4915123456789")
        String phoneNumber,

        @Schema(nullable = true, examples = "Ada") String displayName,

        @Schema(description = "For friends: theirs to enter", examples = "K7Q2MX")
        String inviteCode,

        @Schema(description = "The invite code entered by this user", nullable = true, examples = "P3WT9A")
        String activationCode,

        @Schema(description = "Who entered mine, oldest first, at most 100")
        List<String> invitedUsers,

        @Schema(examples = "1") long invitedCount,
        Instant createdAt) {}
