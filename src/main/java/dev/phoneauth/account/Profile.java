package dev.phoneauth.account;

import dev.phoneauth.user.User;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What users see of themselves. */
record Profile(
        UUID id,
        String phoneNumber,
        String displayName,
        String inviteCode,
        String activationCode,
        List<String> invitedUsers,
        long invitedCount,
        Instant createdAt) {

    static Profile of(User user, List<String> invitedUsers) {
        return new Profile(
                user.id,
                user.phoneNumber,
                user.displayName,
                user.inviteCode,
                user.activationCode,
                invitedUsers,
                user.invitedCount,
                user.createdAt);
    }
}
