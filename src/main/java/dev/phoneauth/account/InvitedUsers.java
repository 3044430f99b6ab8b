package dev.phoneauth.account;

import dev.phoneauth.session.CurrentSession;
import dev.phoneauth.user.User;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;

/** The users who entered my invite code, oldest first, in pages: each is read from an index, however many they are. */
@ApplicationScoped
class InvitedUsers {
    @Inject CurrentSession current;
    @Inject InviteConfig config;

    /** A user I invited. */
    record InvitedUser(String phoneNumber, Instant activatedAt) {}

    /** Some of them; {@code nextCursor} is null on the last page. */
    record Page(List<InvitedUser> items, String nextCursor) {}

    /** One more than is shown is read: it tells whether there is a next page. */
    Uni<Page> page(int limit, Cursor after) {
        return current.read(session -> session.user.invitedAfter(after.time(), after.id(), limit + 1))
                .map(users -> page(users, limit));
    }

    private Page page(List<User> users, int limit) {
        String next = users.size() > limit ? cursor(users.get(limit - 1)).text() : null;
        return new Page(users.stream().limit(limit).map(this::shown).toList(), next);
    }

    private InvitedUser shown(User user) {
        return new InvitedUser(config.shown(user.phoneNumber), user.activatedAt);
    }

    private static Cursor cursor(User user) {
        return new Cursor(user.activatedAt, user.id);
    }
}
