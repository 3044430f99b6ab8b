package dev.phoneauth.session;

import dev.phoneauth.guard.CallerNetwork;
import dev.phoneauth.problem.Fails;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

import static dev.phoneauth.problem.Problem.INVALID_REFRESH_TOKEN;
import static dev.phoneauth.problem.Problem.INVALID_REQUEST;
import static dev.phoneauth.problem.Problem.TOO_MANY_REQUESTS;

@Path("/api/account")
@PermitAll
@Cancellable(false)
@Tag(name = "Sessions")
class TokenResource {
    private final Sessions sessions;
    private final CallerNetwork networks;

    TokenResource(Sessions sessions, CallerNetwork networks) {
        this.sessions = sessions;
        this.networks = networks;
    }

    /** Shows a refresh token. */
    @Schema(requiredProperties = "refresh")
    record RefreshRequest(
            @Schema(description = "The newest one of the session", examples = Tokens.REFRESH_EXAMPLE)
            String refresh) {
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
    @Operation(
            summary = "Trade a refresh token for the next pair",
            description =
                    "Each is good once. The same one again within 10 seconds gets the same successor, for a client"
                            + " that lost the answer, also when the successor was used meanwhile; later it means that"
                            + " somebody has a copy, and the session ends.")
    @Fails({INVALID_REFRESH_TOKEN, TOO_MANY_REQUESTS})
    @APIResponse(responseCode = "200", description = "The next pair")
    public Uni<Tokens> refreshTokens(RefreshRequest request, @Context HttpServerRequest http) {
        return sessions.refresh(request.required(), networks.of(http));
    }

    @POST
    @Path("logout")
    @Operation(
            summary = "End the session of a refresh token",
            description = "Answers 200 as well when there is nothing to end. Its access token is no longer good here.")
    @APIResponse(responseCode = "200", description = "It is over")
    public Uni<Ended> logOut(RefreshRequest request) {
        return sessions.end(request.required()).replaceWith(Ended.SESSION);
    }
}
