package dev.phoneauth.session;

import dev.phoneauth.guard.ClientNetwork;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import org.jboss.resteasy.reactive.server.Cancellable;

import static dev.phoneauth.problem.Problem.INVALID_REQUEST;

@Path("/api/account")
@Cancellable(false)
class TokenResource {
    @Inject
    Sessions sessions;

    @Inject
    SessionRefresh refresh;

    @Inject
    ClientNetwork networks;

    /** Shows a refresh token. */
    record RefreshRequest(String refresh) {
        String required() {
            if (refresh == null) {
                throw INVALID_REQUEST.failure("refresh", "is missing");
            }
            return refresh;
        }

        /** Without the token: it is in no log. */
        @Override
        public String toString() {
            return "RefreshRequest[…]";
        }
    }

    @POST
    @Path("token/refresh")
    public Uni<Tokens> refreshTokens(RefreshRequest request, @Context HttpServerRequest http) {
        return refresh.refresh(request.required(), networks.of(http));
    }

    @POST
    @Path("logout")
    public Uni<Ended> logOut(RefreshRequest request) {
        return sessions.end(request.required()).replaceWith(Ended.SESSION);
    }
}
