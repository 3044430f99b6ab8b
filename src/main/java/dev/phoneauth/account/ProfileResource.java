package dev.phoneauth.account;

import dev.phoneauth.problem.Fails;
import dev.phoneauth.session.Caller;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

import static dev.phoneauth.problem.Problem.INVALID_REQUEST;
import static dev.phoneauth.problem.Problem.NOT_AUTHORIZED;
import static dev.phoneauth.problem.Problem.RECENT_SIGN_IN_REQUIRED;

@Path("/api/account/profile")
@Cancellable(false)
@Authenticated
@Tag(name = "Profile")
class ProfileResource {
    private static final int PAGE = 50;
    private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]?|100");

    private final Profiles profiles;
    private final Deletion deletion;
    private final InvitedUsers invited;
    private final SecurityIdentity identity;

    ProfileResource(Profiles profiles, Deletion deletion, InvitedUsers invited, SecurityIdentity identity) {
        this.profiles = profiles;
        this.deletion = deletion;
        this.invited = invited;
        this.identity = identity;
    }

    /** Somebody is gone. */
    record Deleted(@Schema(examples = "deleted") String status) {}

    @GET
    @Operation(summary = "Read my profile", description = "All that this service knows of me.")
    @APIResponse(responseCode = "200", description = "Who is signed in")
    public Uni<Profile> readMyProfile() {
        return profiles.of(Caller.of(identity));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read a profile by its id", description = "One's own; any other id is refused alike.")
    @APIResponse(responseCode = "200", description = "Who is signed in")
    @Fails(NOT_AUTHORIZED)
    public Uni<Profile> readProfile(@RestPath @Parameter(description = "As in my profile") String id) {
        return profiles.of(Caller.of(identity), id);
    }

    @PATCH
    @Operation(
            summary = "Change my profile",
            description = "What is not named stays as it is; what is not mine to change is ignored.")
    @APIResponse(responseCode = "200", description = "The profile as it is now")
    public Uni<Profile> changeMyProfile(ProfileChange change) {
        Caller caller = Caller.of(identity);
        return change.isNamed() ? profiles.rename(caller, change.checkedDisplayName()) : profiles.of(caller);
    }

    @DELETE
    @Operation(
            summary = "Delete me",
            description =
                    "With my sessions and codes, at once and for good; where a code cannot be reached it dies by itself"
                            + " within minutes. Needs a sign-in by a code within 15 minutes.")
    @APIResponse(responseCode = "200", description = "I am gone")
    @Fails(RECENT_SIGN_IN_REQUIRED)
    public Uni<Deleted> deleteMe() {
        return deletion.delete(Caller.of(identity)).replaceWith(new Deleted("deleted"));
    }

    @GET
    @Path("invited_users")
    @Operation(summary = "Read who entered my invite code", description = "Oldest first, page by page.")
    @APIResponse(responseCode = "200", description = "A page")
    @Fails(INVALID_REQUEST)
    public Uni<InvitedUsers.Page> listInvitedUsers(
            @RestQuery
                    @Parameter(
                            description = "At most so many on a page",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "100",
                                            defaultValue = "50"))
                    String limit,
            @RestQuery @Parameter(description = "The `next_cursor` of the page before") String cursor) {
        return invited.page(
                Caller.of(identity),
                limit == null ? PAGE : checked(limit),
                cursor == null ? Cursor.START : Cursor.parse(cursor));
    }

    private static int checked(String limit) {
        if (!LIMIT.matcher(limit).matches()) {
            throw INVALID_REQUEST.failure("limit", "is a number from 1 to 100");
        }
        return Integer.parseInt(limit);
    }
}
