package dev.phoneauth.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What a user sees of himself. */
record Profile(
        UUID id,

        String phoneNumber,

        String displayName,

        String inviteCode,

        String activationCode,

        List<String> invitedUsers,

        long invitedCount,

        Instant createdAt) {}
