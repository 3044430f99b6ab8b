package dev.phoneauth.account;

import dev.phoneauth.problem.Problem;
import dev.phoneauth.session.CurrentSession;
import dev.phoneauth.session.Session;
import dev.phoneauth.user.User;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Reads and changes profiles. */
@ApplicationScoped
class Profiles {
    private static final int INVITED_SHOWN = 100;

    @Inject CurrentSession current;
    @Inject InviteConfig config;

    Uni<Profile> mine() {
        return current.read(session -> of(session.user));
    }

    /** Any id but one's own is refused alike, whether there is such a user or not. */
    Uni<Profile> mine(String id) {
        return current.read(session -> of(own(session, id)));
    }

    /** @param displayName checked; null for none */
    Uni<Profile> rename(String displayName) {
        return current.transaction(session -> rename(session.user, displayName));
    }

    /** In the Hibernate session that the user was read in. */
    Uni<Profile> of(User user) {
        return invited(user).map(numbers -> Profile.of(user, numbers));
    }

    private Uni<Profile> rename(User user, String displayName) {
        user.displayName = displayName;
        return of(user);
    }

    private Uni<List<String>> invited(User user) {
        return user.invitedCount == 0
                ? Uni.createFrom().item(List.of())
                : user.invitedNumbers(INVITED_SHOWN).map(this::shown);
    }

    private List<String> shown(List<String> numbers) {
        return numbers.stream().map(config::shown).toList();
    }

    private static User own(Session session, String id) {
        if (!session.user.id.toString().equals(id)) {
            throw Problem.NOT_AUTHORIZED.failure();
        }
        return session.user;
    }
}
