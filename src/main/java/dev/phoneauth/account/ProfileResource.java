package dev.phoneauth.account;

import dev.phoneauth.problem.Fails;
import dev.phoneauth.session.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import static dev.phoneauth.problem.Problem.NOT_AUTHORIZED;

@Path("/api/account/profile")
@Authenticated
@Tag(name = "Profile")
class ProfileResource {
    private final Profiles profiles;
    private final JsonWebToken token;

    ProfileResource(Profiles profiles, JsonWebToken token) {
        this.profiles = profiles;
        this.token = token;
    }

    @GET
    @Operation(summary = "Read my profile")
    public Uni<Profile> mine() {
        return profiles.of(Caller.of(token));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read a profile by its id", description = "One's own; any other id is refused alike.")
    @Fails(NOT_AUTHORIZED)
    public Uni<Profile> byId(@RestPath String id) {
        return profiles.of(Caller.of(token), id);
    }
}
