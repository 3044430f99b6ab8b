package dev.phoneauth.account;

import dev.phoneauth.session.SignedIn;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

import static dev.phoneauth.problem.Problem.INVALID_REQUEST;

@Path("/api/account/profile")
@Cancellable(false)
@SignedIn
class ProfileResource {
    private static final int PAGE = 50;
    private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]?|100");

    @Inject Profiles profiles;
    @Inject Deletion deletion;
    @Inject InvitedUsers invited;

    @GET
    public Uni<Profile> readMyProfile() {
        return profiles.mine();
    }

    @GET
    @Path("{id}")
    public Uni<Profile> readProfile(@RestPath String id) {
        return profiles.mine(id);
    }

    @PATCH
    public Uni<Profile> changeMyProfile(ProfileChange change) {
        return change.isNamed() ? profiles.rename(change.checkedDisplayName()) : profiles.mine();
    }

    @DELETE
    public Uni<Map<String, String>> deleteMe() {
        return deletion.delete().replaceWith(Map.of("status", "deleted"));
    }

    @GET
    @Path("invited_users")
    public Uni<InvitedUsers.Page> listInvitedUsers(@RestQuery String limit, @RestQuery String cursor) {
        return invited.page(
                limit == null ? PAGE : checked(limit), cursor == null ? Cursor.START : Cursor.parse(cursor));
    }

    private static int checked(String limit) {
        if (!LIMIT.matcher(limit).matches()) {
            throw INVALID_REQUEST.failure("limit", "is a number from 1 to 100");
        }
        return Integer.parseInt(limit);
    }
}
