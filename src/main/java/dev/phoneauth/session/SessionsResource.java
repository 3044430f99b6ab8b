package dev.phoneauth.session;

import dev.phoneauth.problem.Fails;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

import static dev.phoneauth.problem.Problem.NOT_AUTHORIZED;

@Path("/api/account/sessions")
@Cancellable(false)
@Authenticated
@Tag(name = "Sessions")
class SessionsResource {
    private final MySessions sessions;
    private final SecurityIdentity identity;

    SessionsResource(MySessions sessions, SecurityIdentity identity) {
        this.sessions = sessions;
        this.identity = identity;
    }

    /** All of them: a person has few. */
    record SessionList(List<SessionView> items) {}

    @GET
    @Operation(summary = "See where I am signed in", description = "The sessions that are alive, last used first.")
    @APIResponse(responseCode = "200", description = "My sessions")
    public Uni<SessionList> listSessions() {
        return sessions.list(Caller.of(identity)).map(SessionList::new);
    }

    @DELETE
    @Path("{id}")
    @Operation(
            summary = "End a session of mine",
            description = "Its tokens are good for nothing from now on. Whatever is not mine is refused alike.")
    @APIResponse(responseCode = "200", description = "It is over")
    @Fails(NOT_AUTHORIZED)
    public Uni<Ended> endSession(@RestPath @Parameter(description = "As in the list of sessions") String id) {
        return sessions.end(Caller.of(identity), id).replaceWith(Ended.SESSION);
    }

    @DELETE
    @Operation(summary = "End all my other sessions", description = "I stay signed in here alone.")
    @APIResponse(responseCode = "200", description = "They are over")
    public Uni<Ended> endOtherSessions() {
        return sessions.endOthers(Caller.of(identity)).replaceWith(Ended.SESSION);
    }
}
