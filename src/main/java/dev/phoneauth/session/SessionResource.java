package dev.phoneauth.session;

import dev.phoneauth.guard.ClientNetwork;
import dev.phoneauth.postgres.Ids;
import dev.phoneauth.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Refreshes, lists and ends the sessions of a user. */
@Path("/api/account")
@Cancellable(false)
class SessionResource {
    private static final Map<String, String> ENDED = Map.of("status", "ended");

    @Inject Sessions sessions;
    @Inject SessionRefresh refresh;
    @Inject CurrentSession current;
    @Inject ClientNetwork networks;
    @Inject Clock clock;

    record RefreshRequest(@NotNull String refresh) {
        /** Without the token: it is in no log. */
        @Override
        public String toString() {
            return "RefreshRequest[…]";
        }
    }

    record SessionView(UUID id, String device, String network, Instant createdAt, Instant lastUsedAt, boolean current) {
        static SessionView of(Session one, Session current) {
            boolean same = one.id.equals(current.id);
            return new SessionView(one.id, one.device, one.network, one.createdAt, one.lastUsedAt, same);
        }
    }

    @POST
    @Path("token/refresh")
    public Uni<Tokens> refreshTokens(@Valid RefreshRequest request, @Context HttpServerRequest http) {
        return refresh.refresh(request.refresh(), networks.of(http));
    }

    @POST
    @Path("logout")
    public Uni<Map<String, String>> logOut(@Valid RefreshRequest request) {
        return sessions.end(request.refresh()).replaceWith(ENDED);
    }

    /** All of them: a person has few. */
    @GET
    @Path("sessions")
    @SignedIn
    public Uni<Map<String, List<SessionView>>> listSessions() {
        return current.read(mine -> Session.listOf(mine.user, clock.instant())
                .map(all -> all.stream().map(one -> SessionView.of(one, mine)).toList())
                .map(views -> Map.of("items", views)));
    }

    /** Any id but that of a session of the caller is refused alike. */
    @DELETE
    @Path("sessions/{id}")
    @SignedIn
    public Uni<Map<String, String>> endSession(@RestPath String id) {
        return current.transaction(mine -> end(mine, id)).replaceWith(ENDED);
    }

    @DELETE
    @Path("sessions")
    @SignedIn
    public Uni<Map<String, String>> endOtherSessions() {
        return current.transaction(Session::deleteOthers).replaceWith(ENDED);
    }

    private Uni<Boolean> end(Session mine, String id) {
        UUID session = Ids.parse(id).orElseThrow(Problem.NOT_AUTHORIZED::failure);
        return Session.deleteOf(mine.user, session, clock.instant()).invoke(Problem.NOT_AUTHORIZED::unless);
    }
}
