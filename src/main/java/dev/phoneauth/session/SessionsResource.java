package dev.phoneauth.session;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/api/account/sessions")
@Cancellable(false)
@Authenticated
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
    public Uni<SessionList> listSessions() {
        return sessions.list(Caller.of(identity)).map(SessionList::new);
    }

    @DELETE
    @Path("{id}")
    public Uni<Ended> endSession(@RestPath String id) {
        return sessions.end(Caller.of(identity), id).replaceWith(Ended.SESSION);
    }

    @DELETE
    public Uni<Ended> endOtherSessions() {
        return sessions.endOthers(Caller.of(identity)).replaceWith(Ended.SESSION);
    }
}
