package dev.phoneauth.session;

import dev.phoneauth.postgres.Ids;
import dev.phoneauth.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Where a user is signed in. */
@Path("/api/account/sessions")
@Cancellable(false)
@SignedIn
class SessionsResource {
    static final Map<String, String> ENDED = Map.of("status", "ended");

    @Inject CurrentSession current;
    @Inject Clock clock;

    /** All of them: a person has few. */
    record SessionList(List<SessionView> items) {}

    @GET
    public Uni<SessionList> listSessions() {
        return current.read(mine -> Session.listOf(mine.user, clock.instant()).map(all -> list(all, mine)));
    }

    @DELETE
    @Path("{id}")
    public Uni<Map<String, String>> endSession(@RestPath String id) {
        return current.transaction(mine -> end(mine, id)).replaceWith(ENDED);
    }

    @DELETE
    public Uni<Map<String, String>> endOtherSessions() {
        return current.transaction(Session::deleteOthers).replaceWith(ENDED);
    }

    /** Any id but that of a session of the caller is refused alike. */
    private Uni<Void> end(Session mine, String id) {
        UUID session = Ids.parse(id).orElseThrow(Problem.NOT_AUTHORIZED::failure);
        return Session.deleteOf(mine.user, session, clock.instant())
                .invoke(SessionsResource::refuseUnless)
                .replaceWithVoid();
    }

    private static void refuseUnless(boolean ended) {
        if (!ended) {
            throw Problem.NOT_AUTHORIZED.failure();
        }
    }

    private static SessionList list(List<Session> all, Session mine) {
        return new SessionList(
                all.stream().map(session -> SessionView.of(session, mine)).toList());
    }
}
