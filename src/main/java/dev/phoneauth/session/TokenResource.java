package dev.phoneauth.session;

import dev.phoneauth.guard.ClientNetwork;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.Map;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/api/account")
@Cancellable(false)
class TokenResource {
    @Inject Sessions sessions;
    @Inject SessionRefresh refresh;
    @Inject ClientNetwork networks;

    /** Shows a refresh token. */
    record RefreshRequest(@NotNull String refresh) {
        /** Without the token: it is in no log. */
        @Override
        public String toString() {
            return "RefreshRequest[…]";
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
        return sessions.end(request.refresh()).replaceWith(SessionsResource.ENDED);
    }
}
