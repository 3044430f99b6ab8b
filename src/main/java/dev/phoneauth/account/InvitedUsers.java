package dev.phoneauth.account;

import dev.phoneauth.phone.PhoneConfig;
import dev.phoneauth.phone.PhoneNumber;
import dev.phoneauth.problem.Problem;
import dev.phoneauth.secret.Bytes;
import dev.phoneauth.session.CurrentSession;
import dev.phoneauth.user.User;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** The users who entered my invite code, oldest first, in pages: each is read from an index, however many they are. */
@ApplicationScoped
class InvitedUsers {
    private static final int IN_PROFILE = 100;

    @Inject CurrentSession current;
    @Inject PhoneConfig config;

    record InvitedUser(String phoneNumber, Instant activatedAt) {}

    /** {@code nextCursor} is null on the last page. */
    record Page(List<InvitedUser> items, String nextCursor) {}

    /** The last one of a page, by which the next begins; opaque to clients. */
    record Cursor(Instant time, UUID id) {
        static final Cursor START = new Cursor(Instant.EPOCH, new UUID(0, 0));

        private static final int BYTES = 3 * Long.BYTES;

        /** @throws dev.phoneauth.problem.ProblemException {@code invalid_request} for what no page has given */
        static Cursor parse(String text) {
            return Bytes.decode(Base64.getUrlDecoder(), text)
                    .filter(bytes -> bytes.length == BYTES)
                    .map(ByteBuffer::wrap)
                    .filter(bytes -> bytes.getLong(0) >= 0)
                    .map(bytes -> new Cursor(
                            Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS),
                            new UUID(bytes.getLong(), bytes.getLong())))
                    .orElseThrow(() -> Problem.INVALID_REQUEST.failure("cursor", "is not the next_cursor of a page"));
        }

        static String after(User last) {
            return Base64.getUrlEncoder()
                    .encodeToString(ByteBuffer.allocate(BYTES)
                            .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, last.activatedAt))
                            .putLong(last.id.getMostSignificantBits())
                            .putLong(last.id.getLeastSignificantBits())
                            .array());
        }
    }

    /** The numbers of the first ones, as the inviter's profile shows them; in the Hibernate session of the inviter. */
    Uni<List<String>> first(User inviter) {
        return inviter.invitedCount == 0
                ? Uni.createFrom().item(List.of())
                : inviter.invitedAfter(Cursor.START.time(), Cursor.START.id(), IN_PROFILE)
                        .map(users -> users.stream().map(this::number).toList());
    }

    /** One more than is shown is read: it tells whether there is a next page. */
    Uni<Page> page(int limit, Cursor after) {
        return current.read(session -> session.user.invitedAfter(after.time(), after.id(), limit + 1))
                .map(users -> page(users, limit));
    }

    private Page page(List<User> users, int limit) {
        String next = users.size() > limit ? Cursor.after(users.get(limit - 1)) : null;
        return new Page(users.stream().limit(limit).map(this::invited).toList(), next);
    }

    private String number(User user) {
        return config.maskInvited() ? PhoneNumber.masked(user.phoneNumber) : user.phoneNumber;
    }

    private InvitedUser invited(User user) {
        return new InvitedUser(number(user), user.activatedAt);
    }
}
