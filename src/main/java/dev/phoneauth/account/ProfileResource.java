package dev.phoneauth.account;

import dev.phoneauth.problem.Fails;
import dev.phoneauth.session.Caller;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
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
    @Operation(summary = "Read my profile", description = "All that this service knows of me.")
    @APIResponse(responseCode = "200", description = "Who is signed in")
    public Uni<Profile> readMyProfile() {
        return profiles.of(Caller.of(token));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read a profile by its id", description = "One's own; any other id is refused alike.")
    @APIResponse(responseCode = "200", description = "Who is signed in")
    @Fails(NOT_AUTHORIZED)
    public Uni<Profile> readProfile(@RestPath @Parameter(description = "As in my profile") String id) {
        return profiles.of(Caller.of(token), id);
    }
}
